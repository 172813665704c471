/// On one way.

@r exists@
expression E;
position p;
@@
 hold@p(E);
 ...
 drop(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
