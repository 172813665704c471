/// ... two of them in any order.

@r@
identifier i, f;
expression e;
position p;
@@
 struct op i@p = { .run = f, .flags = e, };

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
