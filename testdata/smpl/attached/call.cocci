/// A metavariable on a call stands for the call.

@r@
expression e;
position p;
@@
 sum_of@p(...)@e

@script:python@
p << r.p;
e << r.e;
@@
coccilib.report.print_report(p[0], "it is %s" % (e))
