/// All places of one match of a position.

@r@
expression E;
position p;
@@
 slot_take(E);
 <+...
 slot_fill@p(E, ...);
 ...+>
 slot_drop(E);

@script:python@
p << r.p;
@@
for q in p:
    coccilib.report.print_report(q, "one of %d" % (len(p)))
