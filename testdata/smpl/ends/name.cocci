/// The name alone.

@r@
position p;
@@
 take@p

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
