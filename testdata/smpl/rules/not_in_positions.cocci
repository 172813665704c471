/// Every place but those of two earlier rules.

@one@
expression E;
position p;
@@
 slot_fill@p(E, 1);

@two@
expression E;
position p;
@@
 slot_fill@p(E, 2);

@r@
expression E;
position p != {one.p, two.p};
@@
 slot_fill@p(E, ...);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
