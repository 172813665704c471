/// The first alternative that matches, inside of an expression.

@r@
expression E;
position p;
@@
 \(start@p\|begin@p\)(E)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
