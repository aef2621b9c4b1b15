"""Which words of a text stand where in a later version of it: a word-by-word alignment that knows moved passages.

Texts are compared as tokens, so that white space, invisible characters and the shape of quotation marks, dashes and
letters (composed or not, wide or not) make no difference. The work grows linearly with the length of the texts:
stretches that occur once in each are matched first (patience diff), what was moved next, small gaps between them last.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

_INVISIBLE = "\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_EXTENDING = "\u0300-\u036f\u20d0-\u20f0\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef"
_LETTERLIKE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\uff66-\uff9d\U00020000-\U0003ffff"
)
_SIGNS = (
    "!-/:-@\\[-`{-~\u00a1-\u00a9\u00ab\u00ac\u00ae-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7"
    "\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2190-\u2bff\u2e00-\u2e7f\u3001-\u3004\u3008-\u3020\u3030\u303d\u30fb"
    "\ufe10-\ufe6f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\uffee\ufffc\ufffd\U0001f000-\U0001faff"
)
_TOKEN = re.compile(
    rf"""
      [-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]+                      # any dash, however many hyphens it is typed with
    | \.{{2,}} | \u2026+                                              # an ellipsis
    | ''|``|[\U0001f1e6-\U0001f1ff]{{2}}                              # typed double quotation marks; a flag
    | [{_LETTERLIKE}][{_EXTENDING}]*                                  # scripts that put no spaces between words
    | (?:[{_SIGNS}][{_EXTENDING}]*)(?:\u200d[{_SIGNS}][{_EXTENDING}]*)*   # a sign, or an emoji joined from several
    | [^\s{_SIGNS}{_LETTERLIKE}]+                                     # a word, its marks and invisible hyphens with it
    """,
    re.VERBOSE,
)
_DROP = re.compile(f"[{_INVISIBLE}]+")
_SHAPES = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`\uff07\u2039\u203a", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02\u300c\u300d\u300e\u300f", '"')
)
_ENDS_SENTENCE = frozenset(".!?…。！？؟۔।")

LETTER_WEIGHT = 3
"""What a sign of a script without spaces weighs: about as much as three letters of an alphabet tell."""

_MOST_WEIGHT = 8
_GLOBAL = (6, 4)
_LOCAL = (3, 2, 1)
_LOCAL_LIMIT = 400
_MOVED_GRAM = 4
_PIN_GRAM = 4


@dataclass(slots=True)
class Tokens:
    """The tokens of a text: what each says as a number, where it stands in code points, whether it opens a sentence."""

    ids: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    opens: list[bool] = field(default_factory=list)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that the code points from `start` to `end` touch, as a half-open range of indexes."""
        return bisect.bisect_right(self.ends, start), bisect.bisect_left(self.starts, end)


def folded(token: str) -> str:
    """What a token says, whatever its shape: "" for one that cannot be seen."""
    if token.isascii():
        said = "'" if token == "`" else '"' if token in ("''", "``") else "..." if token.startswith("..") else token
        return "-" if said.startswith("-") else said
    token = token.translate(_SHAPES)
    if unicodedata.category(token[0]) == "Pd" or token[0] == "\u2212":
        return "-"
    return "..." if token[0] == "…" else _DROP.sub("", unicodedata.normalize("NFKC", token))


def tokens_of(text: str, words: dict[str, int]) -> Tokens:
    """The tokens of `text`. `words` numbers what tokens say; it grows, and is shared by texts that are compared."""
    found, opens, behind = Tokens(), True, 0
    shapes: dict[str, str] = {}
    ids, starts, ends, opening = found.ids, found.starts, found.ends, found.opens
    for match in _TOKEN.finditer(text):
        raw = match[0]
        said = shapes.get(raw)
        if said is None:
            said = shapes[raw] = folded(raw)
        if not said:
            continue
        start, end = match.span()
        if start > behind and "\n" in text[behind:start]:
            opens = True
        ids.append(words.setdefault(said, len(words)))
        starts.append(start)
        ends.append(end)
        opening.append(opens)
        opens = said[-1] in _ENDS_SENTENCE
        behind = end
    return found


def weights_of(words: dict[str, int]) -> list[int]:
    """How much each word tells about where a text stands: its letters up to a limit, a sign 1."""
    return [_weight(word) for word in words]


class Alignment:
    """Which token of `old` became which of `new`.

    Attributes:
        to_new, to_old: the index of the counterpart, -1 for none. No token has two.
        moved: for each old token, whether its counterpart stands out of order.
    """

    def __init__(self, old: Tokens, new: Tokens, weights: Sequence[int]) -> None:
        self.old, self.new, self.weights = old, new, weights
        self.to_new = [-1] * len(old.ids)
        self.to_old = [-1] * len(new.ids)
        self.moved = [False] * len(old.ids)
        self._fill(_GLOBAL, limit=0)
        self._find_moved()
        self._fill(_LOCAL, limit=_LOCAL_LIMIT)
        self._pins = self._count_pins()

    def pins(self, first: int, last: int) -> int:
        """How many short word sequences that occur once in each text lie within the old tokens first to last - 1."""
        return self._pins[max(first, last - _PIN_GRAM + 1)] - self._pins[first] if last > first else 0

    def _fill(self, grams: Sequence[int], limit: int) -> None:
        for gram in grams:
            for gap in list(self._gaps()):
                if not limit or (gap[1] - gap[0] <= limit and gap[3] - gap[2] <= limit):
                    self._match_gap(gap, gram)

    def _gaps(self) -> Iterator[tuple[int, int, int, int]]:
        """Stretches without counterparts between two neighbours that are in order: old start, end, new start, end."""
        kept = [at for at, to in enumerate(self.to_new) if to >= 0 and not self.moved[at]]
        edges = [(-1, -1), *((at, self.to_new[at]) for at in kept), (len(self.to_new), len(self.to_old))]
        for (old_before, new_before), (old_after, new_after) in pairwise(edges):
            if old_after - old_before > 1 and new_after - new_before > 1:
                yield old_before + 1, old_after, new_before + 1, new_after

    def _match_gap(self, gap: tuple[int, int, int, int], gram: int) -> None:
        old_start, old_end, new_start, new_end = gap
        for at, to in _in_order(self._shared(range(old_start, old_end), range(new_start, new_end), gram)):
            if self.to_new[at] < 0 and self.to_old[to] < 0:
                self._claim(at, to, gap)
        if gram == 1:
            self._claim_edges(gap)

    def _claim_edges(self, gap: tuple[int, int, int, int]) -> None:
        old_start, old_end, new_start, new_end = gap
        if self._same(old_start, new_start):
            self._claim(old_start, new_start, gap)
        if self._same(old_end - 1, new_end - 1):
            self._claim(old_end - 1, new_end - 1, gap)

    def _find_moved(self) -> None:
        pairs = self._shared(range(len(self.to_new)), range(len(self.to_old)), _MOVED_GRAM)
        whole = (0, len(self.to_new), 0, len(self.to_old))
        for at, to in pairs:
            if self._same(at, to):
                first, last = self._claim(at, to, whole)
                self.moved[first:last] = [True] * (last - first)

    def _shared(self, olds: range, news: range, gram: int) -> list[tuple[int, int]]:
        """Where the sequences of `gram` free tokens begin that occur once in each of both stretches, in old order."""
        once_old = _once(_free(self.old.ids, self.to_new, olds, -1), olds.start, gram)
        once_new = _once(_free(self.new.ids, self.to_old, news, -2), news.start, gram)
        return [(at, to) for key, at in once_old.items() if at >= 0 and (to := once_new.get(key, -1)) >= 0]

    def _same(self, at: int, to: int) -> bool:
        return self.to_new[at] < 0 and self.to_old[to] < 0 and self.old.ids[at] == self.new.ids[to]

    def _claim(self, at: int, to: int, gap: tuple[int, int, int, int]) -> tuple[int, int]:
        """Bind a token to its counterpart, and all that equal each other before and behind; their old range."""
        old_start, old_end, new_start, new_end = gap
        first, last, shift = at, at + 1, to - at
        while first > old_start and first + shift > new_start and self._same(first - 1, first - 1 + shift):
            first -= 1
        while last < old_end and last + shift < new_end and self._same(last, last + shift):
            last += 1
        self.to_new[first:last] = range(first + shift, last + shift)
        self.to_old[first + shift : last + shift] = range(first, last)
        return first, last

    def _count_pins(self) -> list[int]:
        once_old, once_new = _once(self.old.ids, 0, _PIN_GRAM), _once(self.new.ids, 0, _PIN_GRAM)
        pinned = {at for key, at in once_old.items() if at >= 0 and once_new.get(key, -1) >= 0}
        return list(accumulate((at in pinned for at in range(len(self.old.ids))), initial=0))


def _free(ids: list[int], taken: list[int], stretch: range, mark: int) -> list[int]:
    """The tokens of a stretch, each that is taken replaced by a number that no other has in this text or the other."""
    part = ids[stretch.start : stretch.stop]
    for place, other in enumerate(taken[stretch.start : stretch.stop]):
        if other >= 0:
            part[place] = mark - 2 * place
    return part


def _once(ids: list[int], first: int, gram: int) -> dict[tuple[int, ...], int]:
    """Where each sequence of `gram` tokens begins, counted from `first`; -1 for one that occurs more than once."""
    found: dict[tuple[int, ...], int] = {}
    for at, key in enumerate(zip(*(ids[n:] for n in range(gram)), strict=False), first):
        found[key] = -1 if key in found else at
    return found


def _in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs that rise on both sides (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    below = [-1] * len(pairs)
    for index, (_, to) in enumerate(pairs):
        pile = bisect.bisect_left(tops, to)
        below[index] = piles[pile - 1] if pile else -1
        tops[pile : pile + 1] = [to]
        piles[pile : pile + 1] = [index]
    chosen = []
    index = piles[-1] if piles else -1
    while index >= 0:
        chosen.append(pairs[index])
        index = below[index]
    return chosen[::-1]


def _weight(word: str) -> int:
    if len(word) == 1 and not word.isalnum():
        return 1
    return LETTER_WEIGHT if re.match(f"[{_LETTERLIKE}]", word) else min(len(word), _MOST_WEIGHT)
