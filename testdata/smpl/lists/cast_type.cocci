/// A cast.

@r@
type T;
expression e;
position p;
@@
 (T *)@p e

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
