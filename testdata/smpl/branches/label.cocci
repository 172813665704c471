/// A label before a statement.

@r@
identifier l;
expression E;
position p;
@@
 l:
 drop@p(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
