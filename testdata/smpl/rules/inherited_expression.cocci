/// An expression that an earlier rule bound.

@taken@
expression E;
position p;
@@
 slot_take@p(E);

@r@
expression taken.E;
position p;
@@
 slot_fill@p(E, ...);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
