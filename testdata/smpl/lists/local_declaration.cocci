/// A declaration with a value.

@r@
identifier i;
expression e;
type T;
position p;
@@
 T i@p = e;

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
