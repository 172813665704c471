/// A list of expressions.

@r@
expression list xs;
position p;
@@
 zone_grow@p(xs)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
