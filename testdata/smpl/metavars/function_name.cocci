/// The name of the function.

@r@
identifier f =~ "grow";
position p;
@@
 f@p(...) { ... }

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
