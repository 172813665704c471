/// A designated initialiser, whatever else there is.

@r@
identifier i, f;
position p;
@@
 struct op i@p = { .run = f, };

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
