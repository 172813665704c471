"""gupcheck: a static analyser of Linux kernel C for page-table walks and error codes."""

__version__ = "0.1.0"
