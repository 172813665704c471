"""Control flow of C functions: graphs, paths, dominance and a dataflow solver. Knows no rule."""

from gupcheck.flow.build import build_cfg
from gupcheck.flow.graph import ENTRY, EXIT, Cfg, Edge, FlowNode, Kind, Label

__all__ = ["ENTRY", "EXIT", "Cfg", "Edge", "FlowNode", "Kind", "Label", "build_cfg"]
