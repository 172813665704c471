/// ... by the line.

@r@
expression E;
position p : script:python() { int(p[0].line) % 2 == 0 };
@@
 box_use@p(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
