"""The page of laws is that of the code."""

from laws import law_files


def test_the_page_of_laws_is_the_generated_one() -> None:
    """`python docs/tools/write.py` writes it anew."""
    for file, text in law_files():
        assert file.read_text(encoding="utf-8") == text
