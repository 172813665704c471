/// A binary operator.

@r@
binary operator op;
expression a;
position p;
@@
 a@p op 1

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
