/// The very place that an earlier rule found.

@taken@
expression E;
position p;
@@
 slot_take@p(E);

@r exists@
expression E;
position taken.p;
@@
 slot_take@p(E);
 ...
 slot_fill(E, ...);

@script:python depends on r@
p << taken.p;
@@
coccilib.report.print_report(p[0], "here")
