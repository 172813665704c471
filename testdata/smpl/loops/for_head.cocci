/// The three parts of a for.

@r@
identifier i;
expression E;
statement S;
position p;
@@
 for@p (i = 0; i < E; i++) S

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
