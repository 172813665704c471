/// A regular expression and a set.

@r@
identifier f =~ "^box_" && != {box_use, box_of};
position p;
@@
 f@p(...);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
