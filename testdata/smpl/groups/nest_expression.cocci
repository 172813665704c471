/// Somewhere inside of an expression.

@r@
expression E;
position p;
@@
 return <+... start@p(E) ...+>;

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
