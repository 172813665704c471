/// The same metavariable twice is the same code twice.

@r@
expression x;
identifier f;
position p;
@@
 f@p(x, ..., x)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
