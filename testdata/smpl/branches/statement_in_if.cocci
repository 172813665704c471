/// A statement metavariable for each statement.

@r@
expression E;
statement S;
position p;
@@
 if (E->locked) {
 S@p
 drop(E);
 }

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
