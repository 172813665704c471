/// ... which can be disabled.

@r disable drop_else@
expression E;
statement S1, S2;
position p;
@@
 if@p (E->locked) S1 else S2

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
