"""Carrying one passage at a time through the alignment of two versions of a text.

A passage goes where its words went, if the words around it agree, if what stands there belongs to no other place of
the old text, and if the text near it occurs once in each version. All measures are weights of equal text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from briefing.domain import slips
from briefing.domain.alignment import Alignment, Tokens, folded
from briefing.domain.characters import splits_character

REACH = 24
"""How many tokens before and behind a passage are compared."""

SLIDE = 8
"""How far from a passage a neighbour may stand that tells where to look for it."""

PIN_REACH = 64
"""Within how many tokens of a passage its text has to be one that is found nowhere else."""

FAR = 5000
"""How far equal text is followed, to both sides, where all that is near repeats itself."""

# Weights; an average word weighs 5.
LONG = 40
FIRM = 20
SOME = 8
SENTENCE = 24
MOVED = 48
WANTED = 24
OUTER = 20
SLIP = 4
CHANGE = 12
MARGIN = 4

_SKIPS = ((1, 1), (0, 1), (1, 0), (2, 2), (0, 2), (2, 0), (1, 2), (2, 1), (3, 1), (1, 3), (3, 3))
"""Tokens to leave out of the old and of the new text where they differ, the likeliest first."""


Score = tuple[float, float]
"""How well a place fits: all that agrees around it, and what of it is in the sentence of the passage."""


@dataclass(slots=True)
class Side:
    """How far the words before or behind a passage equal those around its new place.

    Attributes:
        inner: within the sentence of the passage.
        outer: what lies beyond it, by half and up to a limit, after which more tells nothing.
        wanted: what `inner` would be if all of the sentence that is near were there.
        run: how many tokens equal each other without a break, from the passage on.
        pinned: a sequence of words was met that is found nowhere else, or both texts end here together.
        rewritten: the sentence of the passage says something else on this side.
    """

    inner: float = 0
    outer: float = 0
    wanted: float = 0
    run: int = 0
    pinned: bool = False
    rewritten: bool = False

    @property
    def total(self) -> float:
        """How much of the text around agrees."""
        return self.inner + max(0.0, min(self.outer, OUTER))


class Carrier:
    """Finds passages of one text in another, from the alignment of both. `words` are what the tokens say."""

    def __init__(self, old: str, new: str, alignment: Alignment, words: Sequence[str]) -> None:
        self._old_text, self._new_text = old, new
        self._map, self._words = alignment, words
        self._old, self._new = alignment.old, alignment.new

    def place(self, start: int, end: int) -> tuple[int, int, bool] | None:
        """Where `old[start:end]` stands now, and whether all of its words are the same."""
        first, last = self._old.span(start, end)
        if first >= last:
            return self._place_blank(start, end, first)
        found = self._choose(first, last)
        if found is None:
            return None
        to_first, to_last, same = found
        new_start, new_end = self._start(start, first, to_first), self._end(end, last - 1, to_last - 1)
        if new_start is None or new_end is None or new_start >= new_end:
            return None
        if self._splits(start, new_start) or self._splits(end, new_end):
            return None
        return new_start, new_end, same

    def _place_blank(self, start: int, end: int, behind: int) -> tuple[int, int, bool] | None:
        """A passage without a visible sign goes with the tokens on either side of it."""
        if not 0 < behind < len(self._old.ids):
            return None
        found = self._choose(behind - 1, behind + 1)
        if found is None or not found[2]:
            return None
        old_gap = self._old.ends[behind - 1], self._old.starts[behind]
        new_gap = self._new.ends[found[0]], self._new.starts[found[0] + 1]
        if self._old_text[slice(*old_gap)] != self._new_text[slice(*new_gap)]:
            return None
        return new_gap[0] + start - old_gap[0], new_gap[0] + end - old_gap[0], True

    def _choose(self, first: int, last: int) -> tuple[int, int, bool] | None:
        """The one place that the tokens from `first` to `last` went to."""
        shifts = self._shifts(first, last)
        wanted = self._old.ids[first:last]
        exact = [s for s in shifts if first + s >= 0 and self._new.ids[first + s : last + s] == wanted]
        if not exact:
            near = self._near(first, last)
            return (*near, False) if near and self._holds(first, last, *near, moved=False) else None
        scored = sorted(((self._score(first, last, first + s, last + s), s) for s in exact), reverse=True)
        score, shift = scored[0]
        if len(scored) > 1 and _rivals(scored[1][0], score):
            return None
        to_first, to_last = first + shift, last + shift
        if not self._holds(first, last, to_first, to_last, moved=shifts[shift]):
            return None
        if self._leaves_its_sentence(first, last, to_first, to_last):
            return None
        return None if self._belongs_elsewhere(first, last, to_first, score) else (to_first, to_last, True)

    def _shifts(self, first: int, last: int) -> dict[int, bool]:
        """How far tokens of the passage and its neighbours went, and whether they were moved out of order."""
        to_new, moved = self._map.to_new, self._map.moved
        found = {to_new[at] - at: moved[at] for at in range(first, last) if to_new[at] >= 0}
        for at in _neighbours(to_new, first, last):
            found.setdefault(to_new[at] - at, moved[at])
        return found

    def _belongs_elsewhere(self, first: int, last: int, to_first: int, score: Score) -> bool:
        """Whether another place of the old text, with the same words, fits what stands there as well or better."""
        to_old, count = self._map.to_old, last - first
        places = [*range(to_first, to_first + count), *_neighbours(to_old, to_first, to_first + count)]
        shifts = {to_old[at] - at for at in places if to_old[at] >= 0} - {first - to_first}
        others = [to_first + shift for shift in shifts if to_first + shift >= 0]
        return any(
            self._old.ids[other : other + count] == self._old.ids[first:last]
            and _rivals(self._score(other, other + count, to_first, to_first + count), score)
            for other in others
        )

    def _leaves_its_sentence(self, first: int, last: int, to_first: int, to_last: int) -> bool:
        """Whether most of what else the sentence of the passage says went to another place than the passage would.

        Where two sentences say nearly the same and one of them was changed, the words of a passage may stand in the
        other one: but the passage belongs to its sentence. So it does when that stands unchanged in another place.
        """
        begin, end = self._sentence(self._old, first, last)
        new_begin, new_end = self._sentence(self._new, to_first, to_last)
        said = tuple(self._old.ids[begin:end])
        if said != tuple(self._new.ids[new_begin:new_end]) and said in self._new_sentences:
            return True
        here = elsewhere = 0
        for at in (*range(begin, first), *range(last, end)):
            to = self._map.to_new[at]
            beside = abs((to - at) - (to_first - first if at < first else to_last - last)) <= SLIDE
            if to >= 0 and (beside or new_begin <= to < new_end):
                here += self._map.weights[self._old.ids[at]]
            elif to >= 0:
                elsewhere += self._map.weights[self._old.ids[at]]
        return elsewhere > here

    def _sentence(self, tokens: Tokens, first: int, last: int) -> tuple[int, int]:
        """The tokens of the sentence that a stretch begins in to the one that it ends in, as far as they are near."""
        begin, end = first, last
        while begin > max(0, first - REACH) and not tokens.opens[begin]:
            begin -= 1
        while end < min(len(tokens.ids), last + REACH) and not tokens.opens[end]:
            end += 1
        return begin, end

    @cached_property
    def _new_sentences(self) -> frozenset[tuple[int, ...]]:
        """What each sentence of the new text says."""
        ids = self._new.ids
        begins = [at for at, opens in enumerate(self._new.opens) if opens]
        return frozenset(tuple(ids[a:b]) for a, b in pairwise([*begins, len(ids)]))

    def _score(self, first: int, last: int, to_first: int, to_last: int) -> Score:
        before, behind = self._side(first, to_first, -1), self._side(last - 1, to_last - 1, 1)
        return before.total + behind.total, before.inner + behind.inner

    def _holds(self, first: int, last: int, to_first: int, to_last: int, *, moved: bool) -> bool:
        """Whether enough speaks for the place."""
        before, behind = self._side(first, to_first, -1), self._side(last - 1, to_last - 1, 1)
        if not self._is_pinned(first, last, to_first, to_last, before, behind):
            return False
        own = sum(self._map.weights[word] for word in self._old.ids[first:last])
        inner, total, wanted = (
            before.inner + behind.inner, before.total + behind.total, before.wanted + behind.wanted,
        )  # fmt: skip
        if moved:
            return own + inner >= (SENTENCE if inner >= wanted else MOVED)
        if own >= LONG:
            return True
        if not wanted:
            beside = sorted((before.total, behind.total))
            return beside[0] >= SOME or (own >= SENTENCE and total >= SOME) or (own >= SOME and beside[1] >= FIRM)
        if own < FIRM and (before.rewritten or behind.rewritten):
            return False
        return inner >= min(SOME, wanted) and own + total >= FIRM + SOME

    def _is_pinned(self, first: int, last: int, to_first: int, to_last: int, before: Side, behind: Side) -> bool:
        if before.pinned or behind.pinned or self._map.pins(first - before.run, last + behind.run):
            return True
        left = self._far_pin(first, to_first, -1)
        return left and self._far_pin(last - 1, to_last - 1, 1)

    def _far_pin(self, at: int, to: int, step: int) -> bool:
        """Whether equal text leads on without a break to words that are found nowhere else."""
        run = self._equal_run(at, to, step, FAR)
        begin, end = (at - run, at) if step < 0 else (at + 1, at + 1 + run)
        beyond, new_beyond = at + step * (run + 1), to + step * (run + 1)
        ended = not 0 <= beyond < len(self._old.ids) and not 0 <= new_beyond < len(self._new.ids)
        return ended or self._map.pins(begin, end) > 0

    def _equal_run(self, at: int, to: int, step: int, limit: int) -> int:
        run, at, to = 0, at + step, to + step
        olds, news = self._old.ids, self._new.ids
        while run < limit and 0 <= at < len(olds) and 0 <= to < len(news) and olds[at] == news[to]:
            run, at, to = run + 1, at + step, to + step
        return run

    def _side(self, at: int, to: int, step: int) -> Side:
        """Compare outward from the tokens `at` and `to`, which are the outermost of the passage on this side."""
        side = Side(run=self._equal_run(at, to, step, PIN_REACH), wanted=self._wanted(at, step))
        olds, news, weights = self._old.ids, self._new.ids, self._map.weights
        share, slips_left, stretch = 1.0, 2, at + step
        for _ in range(REACH):
            share = 0.5 if self._leaves_sentence(at, step) else share
            at, to = at + step, to + step
            ended = not 0 <= at < len(olds), not 0 <= to < len(news)
            if any(ended):
                if all(ended):
                    side.outer, side.pinned = OUTER, True
                break
            if olds[at] != news[to]:
                skip = self._skip(at, to, step) if slips_left else None
                changed = self._change(at, to, step, skip) if skip else CHANGE
                side.rewritten = side.rewritten or (share == 1.0 and changed == CHANGE)
                if skip is None:
                    break
                side.outer -= SLIP
                side.inner -= changed * (share == 1.0)
                slips_left, stretch, to = slips_left - 1, at + step * skip[0], to + step * skip[1]
                for _ in range(skip[0]):
                    share = 0.5 if self._leaves_sentence(at, step) else share
                    at += step
            side.inner += weights[olds[at]] * (share == 1.0)
            side.outer += weights[olds[at]] * 0.5 * (share != 1.0)
        side.pinned = side.pinned or self._map.pins(min(stretch, at), max(stretch, at)) > 0
        return side

    def _change(self, at: int, to: int, step: int, skip: tuple[int, int]) -> int:
        """What it costs that some tokens differ: little where a slip was corrected."""
        olds = sorted((at, at + step * skip[0])), sorted((to, to + step * skip[1]))
        behind = int(step < 0)
        before, after = (
            self._said(ids[first + behind : last + behind])
            for ids, (first, last) in zip((self._old.ids, self._new.ids), olds, strict=True)
        )
        changed = slips.cost(before, after)
        return SLIP if changed is not None and changed <= SLIP else CHANGE

    def _wanted(self, at: int, step: int) -> float:
        found = 0.0
        while found < WANTED and not self._leaves_sentence(at, step):
            at += step
            if not 0 <= at < len(self._old.ids):
                break
            found += self._map.weights[self._old.ids[at]]
        return found

    def _leaves_sentence(self, at: int, step: int) -> bool:
        """Whether the token after `at`, in this direction, is of another sentence."""
        if step < 0:
            return self._old.opens[at]
        return at + 1 < len(self._old.ids) and self._old.opens[at + 1]

    def _skip(self, at: int, to: int, step: int) -> tuple[int, int] | None:
        """How many tokens to leave out on either side until two in a row are equal again."""
        for out_old, out_new in _SKIPS:
            if all(
                0 <= (a := at + step * (out_old + n)) < len(self._old.ids)
                and 0 <= (b := to + step * (out_new + n)) < len(self._new.ids)
                and self._old.ids[a] == self._new.ids[b]
                for n in range(2)
            ):
                return out_old, out_new
        return None

    def _near(self, first: int, last: int) -> tuple[int, int] | None:
        """Where a passage stands in which slips were corrected; None when more was changed."""
        to_first, to_last = self._counterpart(first), self._counterpart(last - 1)
        if to_first is None or to_last is None or to_last < to_first:
            return None
        length = slips.letters([self._words[word] for word in self._old.ids[first:last]])
        spent, at, to = 0, first, to_first
        kept = [n for n in range(first, last) if self._map.to_new[n] >= 0]
        for stop, new_stop in [*((n, self._map.to_new[n]) for n in kept), (last, to_last + 1)]:
            if new_stop < to:
                return None
            changed = slips.cost(self._said(self._old.ids[at:stop]), self._said(self._new.ids[to:new_stop]))
            if changed is None:
                return None
            spent, at, to = spent + changed, stop + 1, new_stop + 1
        return (to_first, to_last + 1) if spent <= -(-length // 10) else None

    def _counterpart(self, at: int) -> int | None:
        """The new token for an old one, which may have been corrected between neighbours that stayed."""
        to_new = self._map.to_new
        if to_new[at] >= 0:
            return None if self._map.moved[at] else to_new[at]
        before = next((n for n in range(at - 1, max(-1, at - SLIDE), -1) if to_new[n] >= 0), None)
        behind = next((n for n in range(at + 1, min(len(to_new), at + SLIDE)) if to_new[n] >= 0), None)
        if (before is None and at >= SLIDE) or (behind is None and at < len(to_new) - SLIDE):
            return None
        new_before = -1 if before is None else to_new[before]
        new_behind = len(self._new.ids) if behind is None else to_new[behind]
        old_before, old_behind = -1 if before is None else before, len(to_new) if behind is None else behind
        if new_behind - new_before == old_behind - old_before:
            return new_before + at - old_before
        return None

    def _said(self, ids: Sequence[int]) -> list[str]:
        return [self._words[word] for word in ids]

    def _start(self, start: int, first: int, to_first: int) -> int | None:
        """The new start of a passage that starts in the token `first` or in the white space before it."""
        begin, new_begin = self._old.starts[first], self._new.starts[to_first]
        if start <= begin:
            lead = self._old_text[start:begin]
            return new_begin - len(lead) if self._new_text[:new_begin].endswith(lead) else new_begin
        return self._within(start - begin, first, to_first, latest=True)

    def _end(self, end: int, last: int, to_last: int) -> int | None:
        """The new end of a passage that ends in the token `last` or in the white space behind it."""
        begin, stop, new_stop = self._old.starts[last], self._old.ends[last], self._new.ends[to_last]
        if end >= stop:
            trail = self._old_text[stop:end]
            return new_stop + len(trail) if self._new_text.startswith(trail, new_stop) else new_stop
        return self._within(end - begin, last, to_last, latest=False)

    def _within(self, inside: int, at: int, to: int, *, latest: bool) -> int | None:
        """The place in a new token that stands for `inside` code points of an old one; the latest or the first."""
        raw = self._old_text[self._old.starts[at] : self._old.ends[at]]
        begin = self._new.starts[to]
        new_raw = self._new_text[begin : self._new.ends[to]]
        if raw == new_raw:
            return begin + inside
        wanted, rest = folded(raw[:inside]), folded(raw[inside:])
        places = range(1, len(new_raw))
        for place in reversed(places) if latest else places:
            if folded(new_raw[:place]) == wanted and folded(new_raw[place:]) == rest:
                return begin + place
        return None

    def _splits(self, old_at: int, new_at: int) -> bool:
        return splits_character(self._new_text, new_at) and not splits_character(self._old_text, old_at)


def _rivals(other: Score, score: Score) -> bool:
    """Whether another place fits about as well, or its sentence better."""
    return other[0] > score[0] - MARGIN or other[1] > score[1] + MARGIN


def _neighbours(counterparts: Sequence[int], first: int, last: int) -> list[int]:
    """The nearest tokens before and behind a passage that have a counterpart, and the nearest that went elsewhere."""
    found = []
    for at, step in ((first, -1), (last - 1, 1)):
        shift = None
        for other in range(at + step, at + step * PIN_REACH, step):
            if not 0 <= other < len(counterparts):
                break
            if counterparts[other] >= 0 and counterparts[other] - other != shift:
                found.append(other)
                if shift is not None:
                    break
                shift = counterparts[other] - other
            elif shift is None and abs(other - at) > SLIDE:
                break
    return found
