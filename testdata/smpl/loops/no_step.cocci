/// A loop that runs not at all holds no step.

@r exists@
expression E;
position p;
@@
 ring_lock@p(E);
 ...
 when != step(E)
 ring_unlock(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
