/// Any of the places of another rule, in whichever match.

@freed@
expression E;
position p;
@@
 box_free@p(E);

@r exists@
expression E, F;
position any freed.p;
position q;
@@
 box_free@p(E);
 ...
 box_use@q(F);

@script:python@
p << r.q;
q << freed.p;
@@
coccilib.report.print_report(p[0], "freed on line %s" % (q[0].line))
