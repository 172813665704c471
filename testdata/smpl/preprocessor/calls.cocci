/// Bodies of macros are searched, what #if 0 holds is not.

@r@
expression E;
position p;
@@
 log_note@p(E)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
