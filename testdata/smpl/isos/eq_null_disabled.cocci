/// ... unless the isomorphisms are disabled.

@r disable is_null, is_zero@
expression E;
position p;
@@
 E@p == NULL

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
