/// A report at the later of two places.

@r exists@
expression E;
position p, q;
@@
 slot_take@p(E);
 ...
 slot_fill@q(E, ...);

@script:python@
p << r.p;
q << r.q;
@@
coccilib.report.print_report(q[0], "taken on line %s" % (p[0].line))
