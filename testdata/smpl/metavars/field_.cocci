/// A field.

@r@
struct zone *z;
identifier fld;
position p;
@@
 z->fld@p

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
