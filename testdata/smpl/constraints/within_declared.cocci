/// ... which the rule inherits too.

@freed@
expression E;
position p;
@@
 box_free@p(E);

@r@
expression x <= freed.E;
expression freed.E;
position p;
@@
 box_free(E);
 ... when any
 box_use@p(x);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
