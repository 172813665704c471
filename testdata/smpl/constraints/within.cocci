/// A part of an expression that another rule found.

@freed@
expression E;
position p;
@@
 box_free@p(E);

@r@
expression x <= freed.E;
position p;
@@
 box_use@p(x);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
