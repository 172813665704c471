/// An expression in a condition counts too.

@r exists@
expression E;
position p;
@@
 dev_get@p(E);
 ...
 when != E->gone
 dev_put(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
