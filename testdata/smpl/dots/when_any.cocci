/// `when any` lets the ends occur in between.

@r@
expression E;
position p;
@@
 dev_get@p(E);
 ...
 when any
 dev_put(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
