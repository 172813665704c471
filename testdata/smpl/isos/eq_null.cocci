/// `E == NULL` also stands for `NULL == E` and, where only the truth counts, for `!E`.

@r@
expression E;
position p;
@@
 E@p == NULL

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
