/// A macro where it is used.

@r@
expression E;
position p;
@@
 NOTE@p(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
