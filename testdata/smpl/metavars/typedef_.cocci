/// A type by its name.

@r@
typedef pfn_t;
pfn_t x;
position p;
@@
 check_value@p(x)

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
