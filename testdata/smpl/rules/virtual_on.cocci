/// A virtual name that is defined.

virtual report

@r depends on report@
expression E;
position p;
@@
 slot_drop@p(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
