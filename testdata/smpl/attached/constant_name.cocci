/// A constant that must be a name.

@r@
expression x;
constant c;
identifier e;
position p;
@@
 x@p + c@e

@script:python@
p << r.p;
e << r.e;
@@
coccilib.report.print_report(p[0], "it is %s" % (e))
