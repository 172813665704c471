/// The else branch.

@r@
expression E;
statement S1, S2;
position p;
@@
 if (E->locked) S1 else drop@p(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
