/// A declarer.

@r@
declarer name DEFINE_SPINLOCK;
identifier i;
position p;
@@
 DEFINE_SPINLOCK(i@p);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
