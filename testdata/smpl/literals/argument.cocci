/// As an argument.

@r@
position p;
@@
 area_set@p(&(struct area){ ... })

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
