/// Two statements in a macro.

@r@
expression E;
position p;
@@
 log_note@p(E);
 log_note(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
