/// A case within a switch, and what follows it.

@r@
expression E, F;
position p;
@@
 switch (F) {
 case DROP:
 drop@p(E);
 break;
 }

@script:python@
p << r.p;
@@
coccilib.report.print_report(p[0], "here")
