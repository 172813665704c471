/// A statement in the body of a macro.

@r@
expression E;
position p;
@@
 log_note@p(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
