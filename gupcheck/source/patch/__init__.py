"""Patches as people send them: read, laid over a version in memory, and what of them does not apply.

The reading is our own, since a patch is bytes of unknown encoding, and one bad hunk must not lose the others:
libraries that read unified diffs read text and stop at the first wrong count.
"""
