/// A virtual identifier that is not given: the rule is not applied.

@r@
identifier virtual.f;
position p;
@@
 f@p(...);

@s@
position p;
@@
 box_note@p(...);

@script:python@
p << s.p;
@@
coccilib.report.print_report(p[0], "here")
