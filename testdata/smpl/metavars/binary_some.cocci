/// ... out of some.

@r@
binary operator op = {<=, !=};
expression a, b;
position p;
@@
 a@p op b

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
