/// A rule that asks for another one to have matched.

@taken@
expression E;
position p;
@@
 slot_take@p(E);

@r depends on taken@
expression E;
position p;
@@
 slot_drop@p(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
