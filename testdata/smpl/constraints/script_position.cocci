/// Python says which places count.

@initialize:python@
@@
skipped = ["whole"]

def counts(p):
    return p[0].current_element not in skipped

@r@
expression E;
position p : script:python() { counts(p) };
@@
 box_use@p(E);

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
