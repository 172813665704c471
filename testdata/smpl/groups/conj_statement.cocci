/// A statement that holds two things.

@r@
expression E, x;
position p;
@@
(
 x = <+... cancel(E) ...+>;
&
 x = <+... finish(E) ...+>;
)
... when any
 finish@p(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
