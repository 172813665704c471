/// It has a type of its own.

@r@
expression x, y;
int e;
position p;
@@
 x@p + y@e

@script:python@
p << r.p;
e << r.e;
@@
coccilib.report.print_report(p[0], "it is %s" % (e))
