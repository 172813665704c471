/// Every place but those of an earlier rule.

@ok@
expression E;
position p;
@@
 slot_take(E);
 ...
 slot_fill@p(E, ...);

@r@
expression E;
position p != ok.p;
@@
 slot_fill@p(E, ...);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
