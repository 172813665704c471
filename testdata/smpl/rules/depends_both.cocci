/// Names combined.

@taken@
expression E;
position p;
@@
 slot_take@p(E);

@lost@
@@
 slot_lose(...);

@r depends on taken && (lost || !lost)@
expression E;
position p;
@@
 slot_drop@p(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
