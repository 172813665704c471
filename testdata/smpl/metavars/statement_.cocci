/// A statement.

@r@
statement S;
expression x;
position p;
@@
 zone_lock(x);
 S@p

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
