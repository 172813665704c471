/// A metavariable of any kind.

@r@
metavariable x;
position p;
@@
 zone_lock@p(x)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
