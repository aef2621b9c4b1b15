"""What a person types into the search field, taken apart. Pure; nothing typed can be an error.

Words are all required; the last one may be unfinished. "Words in quotes" are a phrase. `tag:name`, `outlet:name`,
`is:starred`, `has:takeaway`, `has:highlight` and `has:note` narrow the articles; names with spaces go in quotes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.store.search_text import SEPARATOR, set_apart

MOST_WORDS = 32

_PART = re.compile(r'(?:(?P<operator>[a-z]+):)?(?:"(?P<phrase>[^"]*)(?P<closed>"?)|(?P<word>[^\s"]+))', re.IGNORECASE)
_SWITCHES = ("is:starred", "has:takeaway", "has:highlight", "has:note")


@dataclass(frozen=True, slots=True)
class Query:
    """A search.

    Attributes:
        terms: the words as FTS5 expressions, every one of them quoted.
        unspaced: some words are of a script that writes no spaces.
        tags, outlets: names an article must bear.
        switches: those of `is:starred`, `has:takeaway`, `has:highlight`, `has:note` that were typed.
    """

    terms: tuple[str, ...] = ()
    unspaced: bool = False
    tags: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    switches: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.terms or self.tags or self.outlets or self.switches)

    @property
    def unfinished(self) -> bool:
        """Whether the last word may still be going on."""
        return bool(self.terms) and self.terms[-1].endswith("*")

    @property
    def match(self) -> str:
        """One FTS5 expression for all words; "" when there are none."""
        return " AND ".join(self.terms)


def is_one_word(term: str) -> bool:
    """Whether a term is a single finished word, and no phrase."""
    return term[1:-1].isalnum()


def parse(typed: str) -> Query:
    """The search that `typed` means."""
    words: list[tuple[str, bool]] = []
    tags, outlets, switches = [], [], set()
    for part in _PART.finditer(typed):
        operator = (part["operator"] or "").lower()
        value = part["word"] if part["word"] is not None else part["phrase"]
        if operator == "tag":
            tags.append(value)
        elif operator == "outlet":
            outlets.append(value)
        elif f"{operator}:{value.lower()}" in _SWITCHES:
            switches.add(f"{operator}:{value.lower()}")
        else:
            text = f"{part['operator']}:{value}" if operator else value
            unfinished = part.end() == len(typed) and not part["closed"]
            words.append((text, unfinished))
    terms = _terms(words[:MOST_WORDS])
    return Query(
        terms=tuple(terms),
        unspaced=any(SEPARATOR in term for term in terms),
        tags=tuple(filter(None, tags)),
        outlets=tuple(filter(None, outlets)),
        switches=frozenset(switches),
    )


def _terms(words: list[tuple[str, bool]]) -> list[str]:
    terms: list[str] = []
    for word, unfinished in words:
        if not any(character.isalnum() for character in word):
            continue  # punctuation alone is no token and would match nothing
        if unfinished and len(word) == 1 and terms and word.isascii():
            continue  # one letter begins so many words that it waits for the second
        spaced = set_apart(word)
        begins = unfinished and len(word) > 1 and word[-1].isalnum() and not spaced.endswith(SEPARATOR)
        terms.append('"' + spaced.replace('"', " ").replace("\0", " ") + '"' + (" *" if begins else ""))
    return terms
