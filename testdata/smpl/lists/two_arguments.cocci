/// Two arguments.

@r@
expression x, y;
position p;
@@
 emit@p(x, y)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
