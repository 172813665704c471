/// The first one, and others.

@r@
constant C;
position p;
@@
 emit@p(C, ...)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
