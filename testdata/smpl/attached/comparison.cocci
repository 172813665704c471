/// On a comparison.

@r@
expression x, e;
position p;
@@
 x@p <@e 0

@script:python@
p << r.p;
e << r.e;
@@
coccilib.report.print_report(p[0], "it is %s" % (e))
