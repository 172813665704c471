/// ... with alternatives.

@r@
identifier f =~ "^zone_(lock|unlock)$";
expression x;
position p;
@@
 f@p(x, ...)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
