/// A declarer by a metavariable.

@r@
declarer D;
identifier i;
position p;
@@
 D(i@p);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
