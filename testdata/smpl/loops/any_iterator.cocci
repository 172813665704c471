/// Any iterator by a metavariable.

@r@
iterator I;
expression list es;
position p;
@@
 I(es) {
 ...
 step@p(...);
 ...
 }

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
