/// A variable of a script with a default.

@taken@
expression E;
position p;
@@
 slot_take@p(E);

@lost@
expression E;
position q;
@@
 slot_lose@q(E);

@script:python@
p << taken.p;
E << lost.E = "nothing";
@@
coccilib.report.print_report(p[0], "lost: " + E)
