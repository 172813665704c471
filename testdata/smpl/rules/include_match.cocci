/// A script that lets some matches go.

@r@
expression E;
position p;
@@
 slot_fill@p(E, ...);

@script:python@
p << r.p;
@@
if p[0].current_element == "plain":
    cocci.include_match(False)

@s@
position r.p;
expression E;
@@
 slot_fill@p(E, ...);

@script:python depends on s@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
