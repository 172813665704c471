/// Alternatives on lines of their own as a part of an expression.

@r@
expression E, F;
position p;
@@
(
 cancel@p(E)
|
 kick@p(E)
)
 ? F : 0

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
