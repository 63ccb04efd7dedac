"""Sphinx: MyST pages in the Furo theme, offline."""

project = "opengov_rules"
author = "the opengov_rules developers"
copyright = f"2026, {author}"
extensions = ["myst_parser", "sphinx.ext.autodoc"]
autodoc_typehints = "description"
autodoc_class_signature = "separated"
autodoc_member_order = "bysource"
autodoc_default_options = {"exclude-members": "__init__, __new__"}  # values are made by the library, not by callers
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
smartquotes = False  # quotes in docstrings are code
html_theme = "furo"
html_title = "opengov_rules"
html_static_path = ["_static"]
html_css_files = ["pages.css"]
exclude_patterns = ["_build", "conftest.py", "tools"]
