/// ... with a semicolon too.

@r@
expression E;
identifier x;
position p;
@@
 x = take@p(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
