/// The members of a struct.

@r@
identifier i;
type T;
position p;
@@
 struct zone { ... T i@p; ... };

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
