/// A block as the body; the first statement in it.

@r@
expression E;
position p;
@@
 while (E->busy) {
 ring_unlock@p(E);
 ...
 }

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
