/// Each of them is found.

@r@
expression E;
position p;
@@
 start(E);
 <...
 kick@p(E);
 ...>
 finish(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
