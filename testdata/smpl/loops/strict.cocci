/// With `when strict` a break counts too.

@r@
expression E;
position p;
@@
 ring_lock@p(E);
 ...
 when strict
 ring_unlock(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
