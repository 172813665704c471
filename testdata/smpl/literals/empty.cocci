/// Without values.

@r@
position p;
@@
 (struct area)@p{ }

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
