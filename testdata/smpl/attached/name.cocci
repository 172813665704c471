/// On a name.

@r@
expression x;
identifier e;
position p;
@@
 x@p + LIMIT@e

@script:python@
p << r.p;
e << r.e;
@@
coccilib.report.print_report(p[0], "it is %s" % (e))
