/// A call within a call.

@r@
expression E;
position p;
@@
 take@p(<+... take(E) ...+>)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
