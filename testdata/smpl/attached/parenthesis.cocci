/// On a parenthesis.

@r@
expression x, y, e;
position p;
@@
 (x@p + y)@e

@script:python@
p << r.p;
e << r.e;
@@
coccilib.report.print_report(p[0], "it is %s" % (e))
