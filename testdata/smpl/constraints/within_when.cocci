/// A part that must not occur.

@freed@
expression E;
position p;
@@
 box_free@p(E);

@r exists@
expression E1;
expression x <= freed.E;
position p;
@@
 box_free(E1);
 ...
 box_use@p(x);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
