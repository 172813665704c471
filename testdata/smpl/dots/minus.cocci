/// A rule with `-` lines asks for all paths.

@r@
expression E;
@@
- dev_get(E);
  ...
  dev_put(E);
