/// `{ S }` also stands for `S`.

@r@
expression E;
statement S1, S2;
position p;
@@
 if (E->locked) { drop@p(E); }

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
