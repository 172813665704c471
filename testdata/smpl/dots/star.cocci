/// A rule with `*` lines asks for one path.

@r@
expression E;
@@
* dev_get(E);
  ...
* dev_put(E);
