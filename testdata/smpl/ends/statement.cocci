/// With a semicolon: an expression statement only.

@r@
expression E;
position p;
@@
 take@p(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
