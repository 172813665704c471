/// An element.

@r@
expression a, i;
position p;
@@
 a@p[i]

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
