/// A cast in C may not be missing in the rule ...

@r@
expression E;
identifier x;
position p;
@@
 x = buf_data@p(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
