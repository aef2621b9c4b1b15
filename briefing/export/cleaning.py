"""Text made safe to print: nothing invisible that misleads, nothing that PDF/A-2a or PDF/UA-1 forbids.

The typesetter gets text as data, never as markup, so nothing has to be escaped here. What is taken out: control
characters, noncharacters, byte order marks, bidirectional overrides and isolates (they can make text read otherwise
than it is stored: Unicode TR 36, 2.10), private-use characters. A character that no font holds becomes a visible
mark, and is reported.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from briefing.export.fonts import Coverage
from briefing.export.links import FORBIDDEN, safe_link
from briefing.export.scripts import Language, is_latin, parse, read

LONGEST_WORD = 30
"""Letters after which a word may be broken anywhere: a longer one would run out of a narrow column."""

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n\u00a0\u202f]+")
_LONG_WORD = re.compile(rf"[^\s\u200b\u00ad]{{{LONGEST_WORD + 1},}}")
_BULLET = re.compile(r"[-*•–·]\s+(?=\S)")
_LRM, _RLM = "\u200e", "\u200f"


class Cleaner:
    """Cleans the texts of one document and remembers what it had to replace.

    A text node of the data files is a mapping with "runs" (one line) or "paragraphs" (several), and "lang", or with
    "code". All
    other strings are cleaned as they stand; the values of the keys "link", "key" and "file" are left alone.
    """

    def __init__(self, coverage: Coverage, language: Language) -> None:
        self._coverage = coverage
        self.language = language
        self._replaced: Counter[str] = Counter()

    def take_replaced(self) -> Counter[str]:
        """The characters replaced since the last call, with their number."""
        replaced, self._replaced = self._replaced, Counter()
        return replaced

    def clean(self, node: Any) -> Any:
        """The same data with every text made printable."""
        if isinstance(node, str):
            return self.line(node)
        if isinstance(node, list):
            return [self.clean(entry) for entry in node]
        if not isinstance(node, dict):
            return node
        if "runs" in node:
            return self.text(node["runs"], node.get("lang", ""))
        if "paragraphs" in node:
            return self.paragraphs(node["paragraphs"], node.get("lang", ""))
        if "code" in node:
            return self.code(node["code"])
        return {key: value if key in ("link", "key", "file") else self.clean(value) for key, value in node.items()}

    def line(self, text: str) -> str:
        """One line of plain text."""
        return _SPACES.sub(" ", self._printable(text).replace("\n", " ")).strip(" ")

    def code(self, text: str) -> str:
        """Lines of a program, with their indentation."""
        return "\n".join(
            self._printable(line.replace(" ", "\u00a0")).replace("\u00a0", " ") for line in text.split("\n")
        )

    def paragraphs(self, text: str, declared: str = "") -> list[dict[str, Any]]:
        """What a person typed: a line is a paragraph, one that begins with a dash or bullet an entry of a list."""
        entries = []
        for line in self._printable(text).split("\n"):
            words, bullets = _BULLET.subn("", line.strip(), count=1) if _BULLET.match(line.strip()) else (line, 0)
            if words.strip():
                entries.append({"kind": "entry" if bullets else "paragraph", "text": self.text([words], declared)})
        return entries

    def text(self, runs: Iterable[str | Mapping[str, Any]], declared: str = "") -> Any:
        """A line of runs: a plain string where the document's own language and direction fit, else a mapping.

        The mapping has "lang", "region", "rtl", "upright" (its script has no italics) and "runs"; a run is a string,
        or a mapping with "text", its styles,
        and "lang" where that differs from the line's.
        """
        styled = [self._run(run) for run in runs]
        styled = [run for run in styled if run["text"]]
        plain = "".join(run["text"] for run in styled)
        language = parse(declared)
        if is_latin(plain) and language in (None, self.language) and all(len(run) == 1 for run in styled):
            return plain.strip()
        reading = read(plain, language, self.language)
        pieces, offset = [], 0
        for run in styled:
            pieces += _pieces(run, offset, reading.stretches)
            offset += len(run["text"])
        if reading.right_to_left:
            pieces.append(_RLM)
        elif pieces and not is_latin(plain):
            pieces.append(_LRM)  # so that a number after an Arabic name does not change sides
        return {
            "lang": reading.language.code,
            "region": reading.language.region,
            "rtl": reading.right_to_left,
            "upright": reading.upright,
            "runs": [piece["text"] if isinstance(piece, dict) and len(piece) == 1 else piece for piece in pieces],
        }

    def _run(self, run: str | Mapping[str, Any]) -> dict[str, Any]:
        if isinstance(run, str):
            return {"text": self._printable(run).replace("\n", " ")}
        clean = {**run, "text": self._printable(run["text"]).replace("\n", " ")}
        if link := safe_link(clean.pop("link", "")):
            clean["link"] = link
        return clean

    def _printable(self, text: str) -> str:
        if text.isascii() and text.isprintable():
            clean = text
        else:
            clean = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
            clean = FORBIDDEN.sub("", clean.replace("\t", " "))
            clean = self._covered(clean)
        return _LONG_WORD.sub(_breakable, _SPACES.sub(" ", clean))

    def _covered(self, text: str) -> str:
        missing = [character for character in set(text) if not self._coverage.covers(character)]
        for character in sorted(missing):
            self._replaced[character] += text.count(character)
            text = text.replace(character, self._coverage.mark)
        return text


def _breakable(match: re.Match[str]) -> str:
    word, step = match[0], LONGEST_WORD // 2
    if not is_latin(word):  # scripts without spaces break by their own rules, and a cluster must not be cut
        return word
    return "\u200b".join(word[i : i + step] for i in range(0, len(word), step))


def _pieces(run: dict[str, Any], offset: int, stretches: Iterable[Any]) -> list[Any]:
    """`run`, cut where the language changes; `offset` is its place in the line."""
    text, pieces, done = run["text"], [], 0
    for stretch in stretches:
        start, end = max(stretch.start - offset, done), min(stretch.end - offset, len(text))
        if start >= end:
            continue
        if start > done:
            pieces.append({**run, "text": text[done:start]})
        pieces.append({**run, "text": text[start:end], "lang": stretch.language.code})
        done = end
    if done < len(text):
        pieces.append({**run, "text": text[done:]})
    return pieces
