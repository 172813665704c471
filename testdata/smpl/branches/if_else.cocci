/// An if with else also matches one without, by the isomorphism drop_else.

@r@
expression E;
statement S1, S2;
position p;
@@
 if@p (E->locked) S1 else S2

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
