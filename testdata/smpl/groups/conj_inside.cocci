/// An expression with something inside of it.

@r@
expression E;
position p;
@@
 return \( <+... cancel(E) ...+> \& <+... finish@p(E) ...+> \);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
