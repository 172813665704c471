/// In a condition of an if.

@r@
expression E;
statement S;
position p;
@@
 if (<+... take@p(E) ...+>) S

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
