/// A list without names.

@r@
expression E, F;
position p;
@@
 (struct area)@p{ E, F }

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
