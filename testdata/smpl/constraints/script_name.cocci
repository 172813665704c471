/// A name by its letters.

@r@
identifier f : script:python() { f.startswith("box_n") };
position p;
@@
 f@p(...);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
