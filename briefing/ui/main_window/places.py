"""Where the window is, where it was, and where Forward goes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefing.domain.articles import ArticleId, ArticleSummary
from briefing.domain.briefings import BriefingId
from briefing.domain.listing import Listing, ListingKind
from briefing.ui.models.sidebar import Look


@dataclass(frozen=True, slots=True)
class Place:
    """A briefing, a listing with the article that is read in it, the incoming items, or a look across the library."""

    listing: Listing | None = None
    article: ArticleId | None = None
    briefing: BriefingId | None = None
    incoming: bool = False
    look: Look | None = None


class Trail:
    """The places of this session, as a web browser keeps them."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    @property
    def here(self) -> Place | None:
        """The place that is shown."""
        return self._places[self._at] if self._at >= 0 else None

    @property
    def can_go_back(self) -> bool:
        """Whether there was a place before."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether Back was used and nothing else since."""
        return self._at + 1 < len(self._places)

    def go(self, place: Place) -> None:
        """Come to a place; what Forward would have shown is forgotten."""
        if place != self.here:
            del self._places[self._at + 1 :]
            self._places.append(place)
            self._at += 1

    def read(self, article: ArticleId | None) -> None:
        """Another article is read in the listing of this place; going through a list leaves no trail."""
        if (here := self.here) is not None and here.listing is not None:
            self._places[self._at] = replace(here, article=article)

    def back(self) -> Place | None:
        """The place before, which is now shown; None when there is none."""
        if not self.can_go_back:
            return None
        self._at -= 1
        return self.here

    def forward(self) -> Place | None:
        """The place that Back left, which is now shown; None when there is none."""
        if not self.can_go_forward:
            return None
        self._at += 1
        return self.here

    def forget(self, briefing: BriefingId) -> None:
        """Drop a briefing that is gone from the trail."""
        kept = [place for place in self._places if place.briefing != briefing]
        self._at -= sum(1 for place in self._places[: self._at + 1] if place.briefing == briefing)
        self._places = kept
        self._at = min(self._at, len(kept) - 1)


def listing_of(article: ArticleSummary) -> Listing:
    """The list in which an article lies."""
    if article.trashed:
        return Listing(ListingKind.TRASH)
    return Listing(ListingKind(article.shelf.value))
