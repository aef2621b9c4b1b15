"""Kill a child that writes, open the library again, and see whether it kept every promise."""

from __future__ import annotations

import multiprocessing
import random
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from sqlalchemy import select

from briefing.store import history
from briefing.store.database import Store
from briefing.store.schema import ArticleRow, BriefingRow, TakeawayRow
from tests.kill.victim import write_for_ever

MOST_PROMISES = 8
LONGEST_MOMENT = 0.06
"""Seconds; a child dies somewhere in its next few actions."""

CHILDREN = multiprocessing.get_context("forkserver")
CHILDREN.set_forkserver_preload(["tests.kill.victim"])

TABLES = {"article": (ArticleRow, "title"), "takeaway": (TakeawayRow, "text"), "briefing": (BriefingRow, "title")}


@dataclass
class Outcome:
    """What came of some kills: `lost` promises, `problems` of the file, and how much was promised at all."""

    kills: int = 0
    promised: int = 0
    lost: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def kill_and_check(path: Path, kills: int, seed: int) -> Outcome:
    """Kill `kills` children, one after the other, on one library."""
    outcome = Outcome()
    chance = random.Random(seed)
    for number in range(kills):
        said = _live_and_die(path, seed * 1000 + number, chance)
        outcome.kills += 1
        _check(path, said, outcome)
    return outcome


def _live_and_die(path: Path, seed: int, chance: random.Random) -> list[str]:
    """The whole lines that a child said before it was killed: some promises on, at a random moment of the next one."""
    listen, speak = CHILDREN.Pipe(duplex=False)
    child = CHILDREN.Process(target=write_for_ever, args=(path, seed, speak))
    child.start()
    speak.close()
    said = [listen.recv() for _ in range(chance.randint(1, MOST_PROMISES))]
    time.sleep(chance.uniform(0, LONGEST_MOMENT))
    child.kill()
    child.join()
    assert child.exitcode == -signal.SIGKILL, "the child ended by itself"
    return said + list(_rest(listen))


def _rest(listen: Connection) -> Iterator[str]:
    """What the child still said between the last line that was waited for and its end."""
    with listen:
        try:
            while True:
                yield listen.recv()
        except (EOFError, OSError):  # the last line may have been cut in the middle
            return


def _check(path: Path, said: list[str], outcome: Outcome) -> None:
    store = Store.open(path, create=False)
    # A child may have died between its undo and its redo; then what it had promised is one redo away.
    while history.redo(store).value:
        pass
    with store.read() as session:
        for promise in said:
            kind, *rest = promise.split()
            if kind in TABLES:
                table, column = TABLES[kind]
                outcome.promised += 1
                if session.scalar(select(getattr(table, column)).where(table.id == int(rest[0]))) != rest[1]:
                    outcome.lost.append(promise)
    outcome.problems += store.check()
    # Every second library stays as the kill left it: its journal is recovered by the next child.
    if outcome.kills % 2:
        store.close()
