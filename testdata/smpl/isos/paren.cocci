/// Parentheses in C do not count.

@r@
expression E, x;
position p;
@@
 x = buf_data@p(E)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
