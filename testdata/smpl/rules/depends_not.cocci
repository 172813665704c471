/// ... or not to have matched.

@absent@
@@
 slot_lose(...);

@r depends on !absent@
expression E;
position p;
@@
 slot_drop@p(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
