/// Positions only: the dots speak of all paths; a branch that leaves is exempt.

@r@
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
