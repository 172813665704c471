/// Alternatives that must not occur.

@r@
expression E;
position p;
@@
 \(start@p\|begin@p\)(E);
 ... when != \(kick(E)\|cancel(E)\)
 finish(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
