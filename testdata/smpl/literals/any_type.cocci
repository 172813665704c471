/// ... of any type.

@r@
type T;
expression E;
position p;
@@
 (T)@p{ .width = E, }

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
