/// A break that belongs to a loop.

@r exists@
expression E;
position p;
@@
 for (...; ...; ...) {
 ...
 ring_lock(E);
 ...
 break@p;
 ...
 }

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
