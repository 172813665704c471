/// `never` is its opposite.

@taken@
expression E;
position p;
@@
 slot_take@p(E);

@r depends on never taken@
expression E;
position p;
@@
 slot_fill@p(E, 3);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
