/// `E == 0`.

@r@
expression E;
position p;
@@
 E@p == 0

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
