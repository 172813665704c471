/// A declaration.

@r@
type T;
identifier i;
constant C;
position p;
@@
 T i@p = C;

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
