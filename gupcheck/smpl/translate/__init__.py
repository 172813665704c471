"""From the patterns of a rule to one formula: isomorphisms, dots, branches, scopes."""
