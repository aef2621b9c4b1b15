"""A web address to a Capture."""

from __future__ import annotations

from collections.abc import Callable

from briefing.domain.articles import Capture
from briefing.sources import documents, fetch, pictures
from briefing.sources.network import Line


def capture(
    url: str,
    line: Line,
    *,
    cancel: Callable[[], bool] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Capture:
    """Fetch a page, read its article and fetch the pictures of that.

    Args:
        cancel: asked now and then; true ends the work.
        progress: called with bytes so far and bytes in all (0 when the server does not say).

    Raises:
        FetchError: the network did not deliver. PrivateAddressError: consent is needed.
        CaptureError: what came is not a page. Cancelled: `cancel` said so.
    """
    page = fetch.fetch(url, line, cancel=cancel, progress=progress)
    found = documents.capture_bytes(page.body, url=page.url, media_type=page.media_type, cancel=cancel)
    return pictures.fetched(found, line, page_url=page.url, cancel=cancel)
