/// `E != NULL` also stands for `E` in a test.

@r@
expression E;
statement S;
position p;
@@
 if (E@p != NULL) S

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
