/// A plain list.

@r@
identifier i;
expression e;
position p;
@@
 struct op i@p = { e, ... };

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
