/// Both at the same place.

@r@
expression E;
identifier f, j;
position p;
@@
 \( start@p(E) \& f(j) \)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
