/// One somewhere.

@r@
position p;
@@
 emit@p(..., 1, ...)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
