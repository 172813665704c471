/// A pointer to char.

@r@
char *x;
position p;
@@
 check_value@p(x)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
