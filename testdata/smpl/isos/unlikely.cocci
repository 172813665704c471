/// unlikely() and likely() around a test do not count.

@r@
identifier E;
statement S;
position p;
@@
 if (!E@p) S

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
