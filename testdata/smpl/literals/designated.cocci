/// A compound literal with a field, whatever else there is.

@r@
expression E;
position p;
@@
 (struct area)@p{ .width = E, }

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
