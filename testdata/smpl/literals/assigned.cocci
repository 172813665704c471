/// As a value.

@r@
expression a;
position p;
@@
 *a@p = (struct area){ ... };

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
