/// Each alternative with dots of its own.

@r exists@
expression E;
position p;
@@
(
 start@p(E);
 ...
 cancel(E);
|
 begin@p(E);
 ...
 cancel(E);
)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
