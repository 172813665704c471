/// `ever` asks whether it matched anywhere in the file.

@taken@
expression E;
position p;
@@
 slot_take@p(E);

@r depends on ever taken@
expression E;
position p;
@@
 slot_fill@p(E, 3);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
