/// A part that is an identifier.

@freed@
expression E;
position p;
@@
 box_free@p(E);

@r@
idexpression x <= freed.E;
position p;
@@
 box_use@p(x);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
