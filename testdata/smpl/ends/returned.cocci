/// What is returned.

@r@
expression E;
position p;
@@
 return take@p(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
