/// The size of an expression.

@r@
expression e;
position p;
@@
 sizeof@p(e)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
