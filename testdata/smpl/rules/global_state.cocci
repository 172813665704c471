/// Scripts share their global names: each function once.

@initialize:python@
@@
seen = []

@r@
expression E;
position p;
@@
 slot_take@p(E);

@script:python@
p << r.p;
@@
name = p[0].current_element
if name not in seen:
    seen.append(name)
    coccilib.report.print_report(p[0], "first in %s" % (name))
