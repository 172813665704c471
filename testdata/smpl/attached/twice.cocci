/// The attached metavariable is used again.

@r@
expression e, a, b;
position p;
@@
 return sum_of@p(sum_of(a, b)@e, b);

@script:python@
p << r.p;
e << r.e;
@@
coccilib.report.print_report(p[0], "it is %s" % (e))
