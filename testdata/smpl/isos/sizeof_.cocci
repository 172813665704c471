/// sizeof of an expression, with parentheses or not.

@r@
expression E;
position p;
@@
 sizeof@p(*E)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
