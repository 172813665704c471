/// One arm is enough.

@r exists@
expression E;
position p;
@@
 log_open@p(E);
 ...
 log_close(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
