"""The fitted weights of the two looks at a line (`headings`).

They were fitted on 27,000 lines of 303 pages of the set that `tests.benchmarks.pasted` reads (WCXB, CC BY 4.0), most of
them English, with the headings that its Markdown or the page itself marks. `tests/benchmarks/fit_headings.py` fits them
again and gives the figures of pages whose sites are left out: F1 .86 of heading lines by the Markdown alone and .90
with the page's marks, and every heading right in .30 and .40 of the articles.

The first look is the mean of a logistic regression, one weight for each question, and of small regression trees, each
of which asks a few questions one after the other; the second look is trees alone.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import mul
from typing import Any

from briefing import paths

Tree = Any
"""A number, or a question's place, a limit, the tree for answers up to it and the tree for those above."""


@dataclass(frozen=True, slots=True)
class HeadingWeights:
    """What makes a line a heading.

    Attributes:
        weights: for each question of the first look, in the order of the answers.
        threshold: how likely a line must be a heading at the second look.
    """

    bias: float
    weights: Mapping[str, float]
    trees: Sequence[Tree]
    second_trees: Sequence[Tree]
    threshold: float

    def first_look(self, answers: Mapping[str, float]) -> float:
        """How likely a line is a heading, 0 to 1."""
        logit_ = self.bias + sum(map(mul, self.weights.values(), answers.values()))
        return (_likely(logit_) + _likely(_summed(self.trees, list(answers.values())))) / 2

    def second_look(self, answers: Mapping[str, float]) -> float:
        """How likely it is one beside the other headings of its text."""
        return _likely(_summed(self.second_trees, list(answers.values())))


@cache
def fitted() -> HeadingWeights:
    """The weights that come with the program."""
    return HeadingWeights(**json.loads((paths.resources() / "headings.json").read_text(encoding="utf-8")))


def logit(likely: float) -> float:
    """The logarithm of the odds, within bounds."""
    likely = min(max(likely, 0.003), 0.997)
    return math.log(likely / (1 - likely))


def _likely(logit_: float) -> float:
    return 1 / (1 + math.exp(-min(max(logit_, -30.0), 30.0)))


def _summed(trees: Sequence[Tree], answers: Sequence[float]) -> float:
    total = 0.0
    for tree in trees:
        while type(tree) is list:
            tree = tree[2] if answers[tree[0]] <= tree[1] else tree[3]
        total += tree
    return total
