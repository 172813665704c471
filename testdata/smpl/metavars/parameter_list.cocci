/// All of its parameters.

@r@
identifier f;
parameter list ps;
type T;
identifier b;
position p;
@@
 f@p(ps, T b) { ... }

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
