/// A continue behind a lock.

@r exists@
expression E;
position p;
@@
 ring_lock(E);
 ... when != ring_unlock(E)
 continue@p;

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
