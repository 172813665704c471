/// `when strict`: a branch that leaves counts too.

@r@
expression E;
position p;
@@
 dev_get@p(E);
 ...
 when strict
 dev_put(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
