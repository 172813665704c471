/// A symbol is taken as it is.

@r@
symbol zones;
position p;
@@
 zone_lock@p(zones)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
