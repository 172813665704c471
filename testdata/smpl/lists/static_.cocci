/// A storage class.

@r@
identifier i;
position p;
@@
 static int i@p;

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
