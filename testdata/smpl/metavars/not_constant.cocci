/// An expression that is not this one.

@r@
expression x != 42;
position p;
@@
 check_value@p(x)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
