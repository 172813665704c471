/// What a script makes of text, lines and names.

@taken@
expression E;
position p;
@@
 slot_take@p(E);

@r@
expression taken.E;
expression list es;
position p;
identifier f =~ "fill";
@@
 f@p(es);

@script:python@
p << r.p;
f << r.f;
es << r.es;
E << taken.E;
q << taken.p;
@@
msg = "%s(%s) of %s, taken on line %s" % (f, es, E, q[0].line)
if int(q[0].line) < int(p[0].line):
    coccilib.report.print_report(p[0], msg)

