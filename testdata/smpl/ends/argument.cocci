/// As an argument among others.

@r@
expression E;
position p;
@@
 send(..., take@p(E), ...)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
