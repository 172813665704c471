/// An if without else in the rule also stands for one with an else? No: only the iso says so.

@r@
expression E;
statement S1, S2;
position p;
@@
 if@p (E->locked) S1

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
