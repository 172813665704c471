/// The statement `x++;` also stands for `++x;` and `x += 1;`.

@r@
identifier x;
position p;
@@
 x@p++;

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
