/// The size of a type.

@r@
type T;
position p;
@@
 sizeof@p(T)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
