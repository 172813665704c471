/// Without a semicolon: anywhere inside of a statement, a condition, an initialiser.

@r@
expression E;
position p;
@@
 take@p(E)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
