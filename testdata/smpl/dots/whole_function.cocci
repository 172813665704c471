/// A function is taken whole: nothing on any path from brace to brace.

@r@
identifier f;
expression E;
position p;
@@
 f@p(...)
 {
 ... when != dev_put(E)
 }

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
