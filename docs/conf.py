"""Sphinx: MyST pages in the Furo theme, offline."""

project = "opengov_rules"
author = "the opengov_rules developers"
copyright = f"2026, {author}"
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "opengov_rules"
html_static_path = ["_static"]
html_css_files = ["ledger.css"]
exclude_patterns = ["_build", "conftest.py", "tools"]
