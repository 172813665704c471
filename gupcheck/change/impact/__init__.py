"""Who notices that a function's codes changed.

The seam: `ImpactSearch(old, new).of(changed, reach)` for one changed function after the other, or
`impact_of` for a single one; both return what the report shows, sorted. `changed` says which codes the
function gained and lost, *callees filled in*: what a caller sees, as values of `gupcheck.errors.values`.
Each code may carry the decisions that lie before it in the function's own body (`flags & FOLL_SPLIT_PMD`
is true), so that only those who set the flag are looked for. `old` and `new` are the programs of both
versions; callers are read in the new one. `ImpactSearch.notes` are sentences on what was not followed.

Nothing is printed and nothing is kept on disk here. One `ImpactSearch` serves a whole comparison: it parses
a caller's file once for all functions that changed.
"""

from gupcheck.change.impact.request import ChangedCode, ChangedCodes
from gupcheck.change.impact.search import ImpactSearch, impact_of
from gupcheck.change.impact.wide import impact_of_many

__all__ = ["ChangedCode", "ChangedCodes", "ImpactSearch", "impact_of", "impact_of_many"]
