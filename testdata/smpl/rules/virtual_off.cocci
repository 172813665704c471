/// Of two virtual names one is defined.

virtual report
virtual patch

@r depends on report@
expression E;
position p;
@@
 slot_fill@p(E, 3);

@s depends on patch@
expression E;
position p;
@@
 slot_fill@p(E, 4);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")

@script:python@
p << s.p;
@@
coccilib.report.print_report(p[0], "not here")
