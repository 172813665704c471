/// One way, through a loop or around it.

@r exists@
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
