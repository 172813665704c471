/// No put on the way to a return.

@r exists@
expression E;
position p;
@@
 dev_get@p(E);
 ... when != dev_put(E)
 return ...;

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
