/// A name out of some.

@r@
identifier f = {zone_lock, zone_unlock};
expression x;
position p;
@@
 f@p(x, ...)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
