/// A name that a rule declares to be an iterator is one in later rules too.

@first@
iterator name slot_each;
expression E;
statement S;
@@
 slot_each(E) S

@r exists@
expression E;
statement S;
position p;
@@
 slot_take@p(E);
 ...
 slot_each(...) S

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
