/// ... or which constants.

@r@
constant C : script:python() { C.isdigit() and int(C) > 3 };
position p;
@@
 box_use@p(C);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
