/// ... of a length.

@r@
expression list[n] xs;
expression x;
position p;
@@
 zone_grow@p(xs, x)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
