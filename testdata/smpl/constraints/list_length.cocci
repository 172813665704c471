/// The length of a list that another rule found.

@l@
expression list[n] es;
@@
 box_note(es);

@r@
expression list[l.n] es;
identifier f;
position p;
@@
 f@p(es);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
