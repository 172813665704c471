/// ... unless it says `forall`.

@r forall@
expression E;
@@
* dev_get(E);
  ...
  dev_put(E);
