/// A rule that never matched has no parts.

@lost@
expression E;
@@
 box_lose(E);

@r@
expression x <= lost.E;
position p;
@@
 box_use@p(x);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
