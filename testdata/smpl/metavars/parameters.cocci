/// Its parameters.

@r@
identifier f, z;
type T;
position p;
@@
 f@p(struct zone *z, T a) { ... }

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
