/// Alternatives on lines of their own.

@r@
expression E;
position p;
@@
(
 start@p(E);
|
 begin@p(E);
)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
