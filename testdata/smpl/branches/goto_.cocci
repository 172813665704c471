/// A goto, and its label.

@r exists@
identifier l;
expression E;
position p;
@@
 goto@p l;
 ...
 drop(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
