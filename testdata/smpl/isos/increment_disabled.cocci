/// ... unless that is disabled.

@r disable inc@
identifier x;
position p;
@@
 x@p++;

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
