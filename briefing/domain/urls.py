"""Web addresses as plain strings: when two of them mean the same article, and which ones may be followed."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

SAFE_SCHEMES = ("http", "https", "mailto")

_TRACKING = re.compile(
    r"""utm_.*|hsa_.*|pk_.*|mtm_.*|matomo_.*|piwik_.*|ga_.*|oly_.*|vero_.*|mkt_.*|trk.*|_hs.*|spm|scm
    |fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|ttclid|igshid|igsh|li_fat_id|yclid|ysclid|srsltid|epik
    |mc_cid|mc_eid|ml_subscriber.*|_openstat|cmpid|cmp|ncid|ref_src|ref_url|referrer|at_medium|at_campaign|at_custom.*
    |smid|smtyp|s_cid|s_kwcid|ito|xtor|guccounter|guce_.*|share_?token|unlocked_article_code|sh|__twitter_impression""",
    re.VERBOSE | re.IGNORECASE,
)
"""Query parameters that say who sent the reader, never which article it is."""

_HOST_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=.+\..)")
_AMP_PATH = re.compile(r"(?:/amp(?:\.html?)?|\.amp(?:\.html?)?)$", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e]")


def is_web_url(text: str) -> bool:
    """Whether `text` is one whole http or https address and nothing else (white space around it is fine)."""
    text = text.strip()
    if not text or re.search(r"\s", text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def url_key(url: str) -> str:
    """A key that is equal for addresses of the same article. It is not an address to open.

    Leaves out what does not choose the article: scheme, user name, default port, `www.`, mobile and AMP variants,
    tracking parameters, order of parameters, fragment, trailing slash. A text that is no web address is its own key.
    """
    url = url.strip()
    if not is_web_url(url):
        return url
    parts = urlsplit(url)
    host = _HOST_PREFIX.sub("", _ascii_host(parts.hostname or ""))
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    path = re.sub(
        r"/{2,}",
        "/",
        quote(unquote(parts.path, errors="surrogateescape"), safe="/:@!$&'()*+,;=~", errors="surrogateescape"),
    )
    path = _AMP_PATH.sub("", path.rstrip("/")).rstrip("/")
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    return f"{host}{port}{path}{_query_key(parts.query)}{fragment}"


def safe_link(address: str, base: str = "") -> str:
    """The absolute http, https or mailto address that `address` means on the page `base`; "" for all others."""
    address = _UNSAFE.sub("", address.strip()) if "\n" in address or "\t" in address else address.strip()
    try:
        absolute = urljoin(base, address) if base else address
        parts = urlsplit(absolute)
        scheme = parts.scheme.lower()
        if scheme not in SAFE_SCHEMES or not (parts.path if scheme == "mailto" else parts.hostname):
            return ""
    except ValueError:
        return ""
    return _UNSAFE.sub(lambda match: quote(match[0]), absolute)


def host_of(url: str) -> str:
    """The host of a web address without `www.` and its mobile variants, for people to read; "" when there is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return _HOST_PREFIX.sub("", host)


def _ascii_host(host: str) -> str:
    try:
        return host.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        return host.lower()


def _query_key(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape") if query.count("&") < 1000 else []
    kept = sorted((name, value) for name, value in pairs if not _TRACKING.fullmatch(name) and name.lower() != "amp")
    return "?" + urlencode(kept, errors="surrogateescape") if kept else ""


def lists_pages(text: str) -> bool:
    """Whether a text looks like a list of web pages: two lines or more, each with an address, titles or not."""
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) > 1 and all("http://" in line or "https://" in line for line in lines)
