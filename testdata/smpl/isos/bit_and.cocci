/// An operand with dots: `E & F`, or more of them.

@r@
expression E;
position p;
@@
 E->flags@p & (BUF_DIRTY | ...)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
