/// ... unless that is disabled.

@r disable gtr_lss@
expression a, b;
position p;
@@
 a@p > b

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
