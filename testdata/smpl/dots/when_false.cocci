/// A path on which a test is false is barred.

@r exists@
expression E;
position p;
@@
 dev_get@p(E);
 ...
 when != false E->gone
 dev_put(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
