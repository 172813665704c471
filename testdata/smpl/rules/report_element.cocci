/// The function that a position stands in.

@r@
expression E;
position p;
@@
 slot_fill@p(E, ...);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "in " + p[0].current_element)
