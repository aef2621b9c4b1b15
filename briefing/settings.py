"""The person's settings: typed, with a default for each, kept in one JSON file.

Keys that this version does not know are kept for the version that does; a value that cannot be used falls back to its
default with a line in the log. Secrets never come here.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from briefing.domain.errors import InvalidInputError

FILE_NAME = "settings.json"
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Settings:
    """Every setting with its default.

    Attributes:
        theme: "system", "light" or "dark".
        reader_size: the size of article text in pixels, 12 to 32.
        reader_face, reader_measure, reader_leading, reader_ground: the look of an article's page, see `CHOICES`.
        prepared_by: the name that new briefings carry.
        paper: "a4" or "us-letter", for new briefings.
        browser_capture: the bookmark of the person's own browser may hand pages over; browser_port: where it finds us.
        newsletter_minutes: how often mailboxes and watched folders are looked into without being asked; 0 for never.
        offline: nothing is sent or fetched over the network, whatever is asked for.
        refresh_minutes: how often feeds are asked by themselves; 0 for only when the person says so.
        spelling: the dictionary that texts are checked by, by its code; "" for that of the system's language, "off".
        private_hosts: hosts of this computer or its local network whose feeds the person agreed to reach.
        unknown: keys of other versions of the program, written back as they were.
    """

    theme: str = "system"
    reader_size: int = 17
    reader_face: str = "serif"
    reader_measure: str = "normal"
    reader_leading: str = "normal"
    reader_ground: str = "window"
    prepared_by: str = ""
    paper: str = "a4"
    browser_capture: bool = False
    browser_port: int = 24_637
    newsletter_minutes: int = 0
    offline: bool = False
    refresh_minutes: int = 0
    spelling: str = ""
    private_hosts: list[str] = field(default_factory=list)
    unknown: dict[str, Any] = field(default_factory=dict)


CHOICES: dict[str, tuple[object, ...]] = {
    "theme": ("system", "light", "dark"),
    "reader_size": tuple(range(12, 33)),
    "reader_face": ("serif", "sans"),
    "reader_measure": ("narrow", "normal", "wide"),
    "reader_leading": ("close", "normal", "open"),
    "reader_ground": ("window", "sepia"),
    "newsletter_minutes": (0, 15, 60, 240, 1440),
    "paper": ("a4", "us-letter"),
    "refresh_minutes": (0, 15, 30, 60, 180, 360, 720, 1440),
}
"""The values a setting may have, where not every value of its type will do."""


def load(folder: Path) -> Settings:
    """The settings kept in `folder`; defaults where there are none."""
    try:
        kept = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        _log.warning("settings could not be read, defaults are used: %s", error)
        return Settings()
    if not isinstance(kept, dict):
        _log.warning("settings are not an object, defaults are used")
        return Settings()
    known = {f.name: f for f in fields(Settings) if f.name != "unknown"}
    settings = Settings(unknown={key: value for key, value in kept.items() if key not in known})
    for name in known.keys() & kept.keys():
        if _fits(name, kept[name], getattr(settings, name)):
            setattr(settings, name, kept[name])
        else:
            _log.warning("setting %s has a value that cannot be used, its default is taken", name)
    return settings


def save(settings: Settings, folder: Path) -> None:
    """Write the settings; the old file is replaced only once the new one is whole.

    Raises:
        InvalidInputError: the folder cannot be written.
    """
    data = asdict(settings)
    data |= data.pop("unknown")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=FILE_NAME, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False, indent=2, sort_keys=True)
        Path(temporary).replace(folder / FILE_NAME)
    except OSError as error:
        raise InvalidInputError(
            f"Your settings could not be saved in {folder}: {error.strerror}. They hold until you quit."
        ) from error


def _fits(name: str, value: object, default: object) -> bool:
    return type(value) is type(default) and (name not in CHOICES or value in CHOICES[name])
