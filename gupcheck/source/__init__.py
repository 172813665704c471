"""Where C text comes from: paths, reading, and the word prefilter. Nothing here knows syntax."""
