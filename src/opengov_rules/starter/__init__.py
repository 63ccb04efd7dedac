"""A new city's package: from the template, or with the draft of a notice in its place."""

from .package import NewPackage, new_package

__all__ = ["NewPackage", "new_package"]
