/// One argument.

@r@
expression x;
position p;
@@
 emit@p(x)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
