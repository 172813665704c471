/// ... or which expressions.

@r@
expression E : script:python() { "inner" in E };
position p;
@@
 box_use@p(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
