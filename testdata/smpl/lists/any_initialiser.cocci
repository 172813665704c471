/// Any initialiser.

@r@
identifier i;
position p;
@@
 struct op i@p = ...;

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
