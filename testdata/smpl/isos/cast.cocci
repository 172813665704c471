/// A cast in the rule may be missing in C.

@r@
expression E;
type T;
position p;
@@
 (T)buf_data@p(E)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
