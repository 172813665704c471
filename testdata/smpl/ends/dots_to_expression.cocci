/// Dots that end in an expression.

@r exists@
expression E;
position p;
@@
 take(E);
 ... when any
 return take@p(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
