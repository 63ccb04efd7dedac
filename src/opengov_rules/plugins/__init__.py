"""Plugins one by one: which are installed, what each offers, and what is wrong with it."""

from .discovery import admit, distribution_of, failure_of, installed
from .failures import PluginFailure
from .loading import load, raised_by

__all__ = ["PluginFailure", "admit", "distribution_of", "failure_of", "installed", "load", "raised_by"]
