"""Fits the weights by which a pasted text finds its headings, and writes resources/headings.json.

    python -m tests.benchmarks.fit_headings [--gold DIR] [--check]

reads the pages of the set that `pasted` reads, those without a heading too. It needs scikit-learn and lightgbm, which
are no part of this program. `--check` writes nothing: it prints the scores of pages whose sites were left out of the
fit, which are the ones to choose by. The second look is fitted on what the first says of pages that it was not fitted
on.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

import lightgbm
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from briefing import paths
from briefing.sources import lines, plaintext
from briefing.sources.heading_questions import answers
from briefing.sources.heading_weights import HeadingWeights
from briefing.sources.headings import second_answers
from tests.benchmarks import pasted

FOLDS = 10
SEED = 7
THRESHOLD = 0.45
LONG = 150
WEIGHT_OF_OTHERS = 0.5
"""What a page counts that is no article or has no heading; every page counts as the square root of its lines."""


@dataclass(slots=True)
class Page:
    """A paste with the answers about its lines and what is known of them."""

    paste: pasted.Paste
    texts: list[str]
    answers: dict[int, dict[str, float]]
    truth: dict[int, bool]
    fold: int = 0


def main() -> None:
    """Fit and write, or fit and check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=pasted.folder())
    parser.add_argument("--check", action="store_true", help="score pages that were left out of the fit")
    asked = parser.parse_args()
    found = list(pages(asked.gold))
    if asked.check:
        check(found, [paste for paste in pasted.pastes(asked.gold) if paste.article])
        return
    weights = asdict(fitted(found))
    file = paths.resources() / "headings.json"
    file.write_text(json.dumps(weights, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(found)} pages; {file} has {file.stat().st_size} bytes")


def pages(folder: Path) -> Iterator[Page]:
    """The pages of a set, but for what is read as Markdown; pages of one site are in one fold."""
    folds: dict[str, int] = {}
    order = random.Random(SEED)
    for paste in pasted.pastes(folder):
        with patch.object(lines, "headings", side_effect=lambda texts: [False] * len(texts)) as asked:
            plaintext.capture("\n".join(paste.lines), now=pasted.NOW)
        if asked.call_args is None:
            continue
        texts = list(asked.call_args.args[0])
        told = {index: one for index, one in enumerate(answers(texts)) if one is not None}
        site = urlsplit(paste.url).netloc.removeprefix("www.") or paste.name
        fold = folds.setdefault(site, order.randrange(FOLDS))
        if told:
            yield Page(paste, texts, told, _truth(paste, texts, told), fold)


def _truth(paste: pasted.Paste, texts: Sequence[str], told: Sequence[int] | dict[int, Any]) -> dict[int, bool]:
    """Which lines are headings. Of lines that say the same the one before the longest line is: the other is a link."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        places[pasted.bare(text)].append(index)
    following = [min(len(text), LONG) for text in [*texts[1:], ""]]
    chosen: set[int] = set()
    for heading, times in paste.marked.items():
        chosen.update(sorted(places[heading], key=lambda index: -following[index])[:times])
    return {index: index in chosen for index in told}


def fitted(found: Sequence[Page]) -> HeadingWeights:
    """The weights for some pages."""
    first = _first_look(found)
    unseen: list[dict[int, float]] = [{} for _ in found]
    for fold in range(FOLDS):
        some = _first_look([page for page in found if page.fold != fold])
        for place, page in enumerate(found):
            if page.fold == fold:
                unseen[place] = _likely(some, page)
    again = [second_answers(page.texts, likely) for page, likely in zip(found, unseen, strict=True)]
    trees = _trees(found, again, n_estimators=60, num_leaves=4)
    return HeadingWeights(first.bias, first.weights, first.trees, trees, THRESHOLD)


def check(found: Sequence[Page], articles: Sequence[pasted.Paste]) -> None:
    """Print the scores of articles by cross-validation. Some are no page to fit on: the weights are not asked there."""
    given: dict[str, Counter[str]] = {}
    for fold in range(FOLDS):
        weights = fitted([page for page in found if page.fold != fold])
        with patch("briefing.sources.heading_weights.fitted", lambda weights=weights: weights):
            for page in found:
                if page.fold == fold:
                    given[page.paste.name] = pasted.found_headings(page.paste.lines)
    pasted.report_found(
        articles, [given[one.name] if one.name in given else pasted.found_headings(one.lines) for one in articles]
    )


def _first_look(found: Sequence[Page]) -> HeadingWeights:
    told = [page.answers for page in found]
    values, truth, weight = _table(found, told)
    scale = StandardScaler().fit(values)
    line = LogisticRegression(C=0.02, max_iter=1000).fit(scale.transform(values), truth, sample_weight=weight)
    each = line.coef_[0] / scale.scale_
    weights = dict(zip(_questions(told), (round(float(one), 5) for one in each), strict=True))
    bias = float(line.intercept_[0] - each @ scale.mean_)
    return HeadingWeights(bias, weights, _trees(found, told, n_estimators=100, num_leaves=6), [], THRESHOLD)


def _likely(weights: HeadingWeights, page: Page) -> dict[int, float]:
    return {index: weights.first_look(one) for index, one in page.answers.items()}


def _trees(found: Sequence[Page], told: Sequence[dict[int, dict[str, float]]], **size: Any) -> list[Any]:
    values, truth, weight = _table(found, told)
    model = lightgbm.LGBMClassifier(
        **size,
        learning_rate=0.1,
        min_child_samples=15,
        reg_lambda=3,
        colsample_bytree=0.3,
        subsample=0.7,
        subsample_freq=1,
        random_state=SEED,
        n_jobs=1,
        deterministic=True,
        verbose=-1,
    )
    model.fit(values, truth, sample_weight=weight)
    return [_tree(one["tree_structure"]) for one in model.booster_.dump_model()["tree_info"]]


def _tree(node: dict[str, Any]) -> Any:
    if "leaf_value" in node:
        return round(node["leaf_value"], 4)
    limit = float(f"{node['threshold']:.6g}")
    return [node["split_feature"], limit, _tree(node["left_child"]), _tree(node["right_child"])]


def _table(found: Sequence[Page], told: Sequence[dict[int, dict[str, float]]]) -> tuple[Any, Any, Any]:
    rows = [list(one.values()) for lines_ in told for one in lines_.values()]
    truth = [page.truth[index] for page, lines_ in zip(found, told, strict=True) for index in lines_]
    weight = [
        (1 if page.paste.article and page.paste.headings else WEIGHT_OF_OTHERS) / len(lines_) ** 0.5
        for page, lines_ in zip(found, told, strict=True)
        for _ in lines_
    ]
    return np.array(rows, dtype=float), np.array(truth), np.array(weight) * 30**0.5


def _questions(told: Sequence[dict[int, dict[str, float]]]) -> list[str]:
    return list(next(iter(told[0].values())))


if __name__ == "__main__":
    main()
