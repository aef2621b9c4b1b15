"""A briefing whose takeaways have bold and italic words, links and lists."""

from __future__ import annotations

from dataclasses import replace

from briefing.domain.annotations import Confidence, TakeawayId, TakeawayKind
from briefing.domain.briefings import BriefingContents
from tests.export import fixtures

ADDRESS = "https://data.example.org/ports?year=2025&view=(all)"

MEANS = f"""Three things follow **for the *July* sailings**:
- book the *southern* berths, see [the **port** tables]({ADDRESS})
- tell the agents, 5 * 3 days ahead
Then, in this order:
1. [ask Purchasing](mailto:buying@example.org)
2. **decide** by Wednesday
24. June is too late; *args and 2**3 are no marks."""

HAPPENED = "The union named **24 June**. العمال *حددوا* يوم **24** موعدا."


def styled() -> BriefingContents:
    """The small briefing with marks in some of its takeaways."""
    contents = fixtures.small()
    texts = {TakeawayKind.FOR_YOU: MEANS, TakeawayKind.WHAT_HAPPENED: HAPPENED}
    seen: set[TakeawayKind] = set()
    takeaways = {}
    for id_, takeaway in contents.takeaways.items():
        takeaways[id_] = takeaway
        if takeaway.kind in texts and takeaway.kind not in seen:
            seen.add(takeaway.kind)
            takeaways[id_] = replace(takeaway, text=texts[takeaway.kind])
    first = contents.takeaways[TakeawayId(1)]
    quote = replace(
        first, id=TakeawayId(99), kind=TakeawayKind.KEY_QUOTE, text="We have *moved* as far as the rosters **allow**",
        confidence=Confidence.UNSTATED,
    )  # fmt: skip
    sections = tuple(
        replace(section, items=tuple(
            replace(item, takeaways=(*item.takeaways, quote.id)) if item.article_id == first.article_id else item
            for item in section.items
        ))
        for section in contents.briefing.sections
    )  # fmt: skip
    briefing = replace(contents.briefing, sections=sections)
    return replace(contents, briefing=briefing, takeaways={**takeaways, quote.id: quote})
