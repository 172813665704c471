/// ... unless `braces1` is disabled.

@r disable braces0, braces1, braces2, braces3, braces4@
expression E;
statement S1, S2;
position p;
@@
 if (E->locked) { drop@p(E); }

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
