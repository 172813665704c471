/// An iterator metavariable.

@r@
iterator name list_for_each_entry;
expression a, b;
identifier m;
statement S;
position p;
@@
 list_for_each_entry(a, b@p, m) S

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
