/// A name by a regular expression.

@r@
identifier f =~ "^zone_";
expression x;
position p;
@@
 f@p(x, ...)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
