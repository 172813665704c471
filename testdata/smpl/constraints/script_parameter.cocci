/// ... by another metavariable.

@freed@
expression E;
position p;
@@
 box_free@p(E);

@r@
expression F : script:python(freed.E) { F != E };
position p;
@@
 box_use@p(F);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
