/// An array.

@r@
identifier i;
position p;
@@
 int i@p[] = { ..., 2, ... };

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
