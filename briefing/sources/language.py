"""Languages: tags in the usual form, and a guess from the words of a text."""

from __future__ import annotations


def tag(text: str) -> str:
    """A language tag in the usual letter case (BCP 47 2.1.1)."""
    first_part, *rest = text.replace("_", "-").split("-")
    return "-".join(
        [
            first_part.lower(),
            *(part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part for part in rest),
        ]
    )


def guess_language(text: str) -> str:
    """The language a text seems to be in; "" when it is too short or too odd to say."""
    from resiliparse.parse.lang import detect_fast

    if len(text) < 100:
        return ""
    language, distance = detect_fast(text)
    return str(language) if language != "unknown" and distance < 1100 else ""
