/// Names on lines of their own that are called.

@r@
expression E;
position p;
@@
(
 cancel@p
|
 kick@p
) (E, ...);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
