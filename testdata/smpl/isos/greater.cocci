/// `a > b` also stands for `b < a`.

@r@
expression a, b;
position p;
@@
 a@p > b

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
