"""What every mapped class stands on: the tables' options, and kinds of columns."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, MetaData, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, configure_mappers, mapped_column

from briefing.store.columns import Words

DERIVED = {"derived": True}
TABLE = {"sqlite_strict": True, "sqlite_autoincrement": True}
LINK = {"sqlite_strict": True, "sqlite_with_rowid": False}
CHILD = {"sqlite_strict": True}


class Base(DeclarativeBase):
    """The tables of the library."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def row_id() -> Mapped[int]:
    """The number of a row."""
    return mapped_column(Integer, primary_key=True)


def unique_name() -> Mapped[str]:
    """A name that holds outside of one library: see `uids`."""
    return mapped_column(Text, unique=True)


def words(default: str = "") -> Mapped[str]:
    """Text that a person or a page gave."""
    return mapped_column(Words, default=default)


def counter() -> Mapped[int]:
    """A number that triggers keep."""
    return mapped_column(Integer, default=0, server_default=text("0"), info=DERIVED)


def ref(target: str, *, index: bool = False, key: bool = False) -> Mapped[int]:
    """A reference that goes when its target goes."""
    return mapped_column(Integer, ForeignKey(target, ondelete="CASCADE"), index=index, primary_key=key)


def map_tables() -> None:
    """Work out what the mapped classes have to do with each other, which else the first of them in use waits for."""
    configure_mappers()
