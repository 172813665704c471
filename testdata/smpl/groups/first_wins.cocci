/// What an earlier alternative matches is none of a later one: the first has no position.

@r@
expression E;
identifier f;
position p;
@@
(
 start(E);
|
 f@p(E);
)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
