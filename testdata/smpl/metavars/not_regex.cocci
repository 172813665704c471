/// A name that does not match.

@r@
identifier f !~ "^zone_";
expression x;
position p;
@@
 f@p(x, ...)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
