/// Two positions of one metavariable.

@r exists@
expression x, y;
position p;
@@
 zone_lock@p(x);
 ...
 zone_unlock@p(y);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
