/// What is returned.

@r@
position p;
@@
 return@p 0;

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
