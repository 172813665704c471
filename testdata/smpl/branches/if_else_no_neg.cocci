/// ... as neg_if can, which turns the branches round.

@r disable neg_if, neg_if_exp@
expression E;
statement S1, S2;
position p;
@@
 if@p (E->locked) S1 else S2

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
