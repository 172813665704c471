/// An operator with an assignment.

@r@
expression x;
position p;
@@
 x@p += 1

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
