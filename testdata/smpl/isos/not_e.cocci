/// `!E` written out is only that.

@r@
expression E;
position p;
@@
 !E@p

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
