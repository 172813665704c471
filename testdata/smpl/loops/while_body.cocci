/// The body of a while.

@r@
expression E;
statement S;
position p;
@@
 while@p (E->busy) S

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
