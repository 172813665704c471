/// Any number of times, none too.

@r@
expression E;
position p;
@@
 start@p(E);
 <...
 kick(E);
 ...>
 finish(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
