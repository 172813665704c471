/// The other quantifier of these dots alone.

@r exists@
expression E;
position p;
@@
 dev_get@p(E);
 ...
 when forall
 dev_put(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
