/// Dots as the parts of a for.

@r@
statement S;
position p;
@@
 for@p (...; ...; ...) S

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
