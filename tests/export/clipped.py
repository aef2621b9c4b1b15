"""A briefing that clips pictures and tables: as evidence, as quotes, from another article, and one that is missing."""

from __future__ import annotations

from briefing.domain.annotations import Meaning, TakeawayKind
from briefing.domain.briefings import Briefing, BriefingContents, Level
from tests.export.fixtures import BRIEFING_ID, Making, chart_png, paragraph, picture, table

CAPTION = "Boxes handled each month, in thousands"
ALT = "A bar chart that rises from January to May and falls in June"
LOST_CAPTION = "The north mole before the storm"
BERTHS = table(("Berth", "Ships", "Days closed"), ("North", "14", "3"), ("South", "9", "11"))
WIDE = table(*(tuple(f"R{row}C{column}" for column in range(8)) for row in range(60)))
STEPS = table(("First, the cranes",), ("Then, the gates",))
NOTE = "All sixty rows matter."


def clipped() -> BriefingContents:
    """One story whose takeaways rest on clips, and one that quotes clips, also of the first."""
    making = Making(Briefing(BRIEFING_ID, "Ports this week", date="2026-06-15", edition="3", prepared_by="Strategy"))
    chart = chart_png()
    graph = picture(chart, CAPTION, ALT)
    making.pictures[graph.sha256] = chart
    harbour = making.article(
        "Lind counts its ships anew",
        paragraph("The harbour of Lind handled more boxes in May than ever before."),
        graph,
        paragraph("Its berths were busy."),
        BERTHS,
    )
    ledger = making.article(
        "What the ledger of the port says",
        paragraph("The ledger lists every berth."),
        WIDE,
        picture(b"was never fetched", LOST_CAPTION, "A wall of stone"),
        STEPS,
    )
    boxes, berths = making.mark(harbour, CAPTION), making.mark(harbour, BERTHS.text)
    words = making.mark(harbour, "handled more boxes in May")
    wide = making.mark(ledger, WIDE.text, Meaning.NUMBER, NOTE)
    lost, steps = making.mark(ledger, LOST_CAPTION, Meaning.QUOTE), making.mark(ledger, STEPS.text)
    making.say(harbour, TakeawayKind.WHAT_HAPPENED, "Lind had its best month.", boxes, words, berths)
    making.say(harbour, TakeawayKind.FOR_YOU, "Book early: the berths are full.", boxes)
    making.item("Ports", harbour, Level.TOP)
    making.item("Ports", ledger, quotes=(wide, lost, berths, steps))
    return making.contents()
