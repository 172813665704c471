/// No argument.

@r@
position p;
@@
 emit@p()

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
