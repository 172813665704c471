/// On an operator it stands for the operation.

@r@
expression x, y, e;
position p;
@@
 x@p +@e y

@script:python@
p << r.p;
e << r.e;
@@
coccilib.report.print_report(p[0], "it is %s" % (e))
