/// A name that is none of these.

@r@
identifier f != {zone_lock, zone_unlock, check_value};
expression x;
position p;
@@
 f@p(x, ...)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
