/// On one path behind it.

@freed@
expression E;
position p;
@@
 box_free@p(E);

@r exists@
expression x <= freed.E;
expression freed.E;
position freed.p;
position q;
@@
 box_free@p(E);
 ... when != x
 box_note@q(...);

@script:python@
p << r.q;
@@
coccilib.report.print_report(p[0], "here")
