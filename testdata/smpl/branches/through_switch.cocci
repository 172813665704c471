/// On all ways through a switch: without default there is one more.

@r@
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
