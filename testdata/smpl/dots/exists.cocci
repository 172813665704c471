/// With `exists` one path is enough.

@r exists@
expression E;
position p;
@@
 dev_get@p(E);
 ...
 dev_put(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
