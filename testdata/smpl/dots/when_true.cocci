/// A path on which a test is true is barred.

@r exists@
expression E;
position p;
@@
 dev_get@p(E);
 ...
 when != true E->gone
 dev_put(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
