/// A statement in a function, dots around it.

@r@
identifier f, x;
position p;
@@
 f(struct dev *x)
 {
 <+...
 prepare@p(x);
 ...+>
 }

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
