/// A pointer.

@r@
identifier i;
expression e;
position p;
@@
 int *i@p = e;

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
