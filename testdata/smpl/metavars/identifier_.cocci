/// An identifier.

@r@
identifier x;
position p;
@@
 check_value@p(x)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
