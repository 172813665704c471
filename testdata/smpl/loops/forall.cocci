/// A while, a for and an iterator may run not at all; a do runs once.

@r@
expression E;
position p;
@@
 ring_lock@p(E);
 ...
 ring_unlock(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
