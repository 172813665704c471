/// Both arms of an #if are paths, and none is exempt.

@r@
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
