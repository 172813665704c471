/// Alternatives behind dots.

@r exists@
expression E;
position p;
@@
 start@p(E);
 ...
(
 cancel(E);
|
 kick(E);
)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
