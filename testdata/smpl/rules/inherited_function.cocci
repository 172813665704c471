/// A function that an earlier rule found, by its calls.

@known@
identifier f;
@@
 f(...) { ... slot_fill(...); ... }

@r@
identifier known.f;
expression E;
position p;
@@
 f@p(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
