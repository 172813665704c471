/// ... of a given length.

@r@
expression list[2] xs;
expression x;
position p;
@@
 zone_grow@p(xs, x)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
