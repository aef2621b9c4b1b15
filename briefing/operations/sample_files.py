"""What the sample briefing consists of, and whether it is in a library. The window asks that at every start."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from briefing import paths
from briefing.store import listings

if TYPE_CHECKING:
    from briefing.store.database import Store

Data = Mapping[str, Any]


def has_sample(store: Store) -> bool:
    """Whether an article of the sample lies in the library, outside the trash."""
    with store.look() as look:
        found = [listings.find_by_url(look, data["url"]) for data in sources_of_sample().values()]
        return any(id is not None and not listings.summary(look, id).trashed for id in found)


def plan_of_sample() -> Data:
    """The briefing of the sample: its front matter and parts, and the names of its articles."""
    return _load("briefing")


def sources_of_sample() -> dict[str, Data]:
    """The articles of the sample, by their names."""
    return {name: _load(name) for name in plan_of_sample()["articles"]}


def _load(name: str) -> Data:
    data: Data = json.loads((paths.resources() / "sample" / f"{name}.json").read_text(encoding="utf-8"))
    return data
