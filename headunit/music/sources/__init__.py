"""Where music comes from beside files: one folder each, found by being there.

A source is a package in this folder whose `__init__` has an `OFFER`:

    OFFER = Offer(title, icon, order, open_source, hint)

`open_source(ground)` returns a `music.ports.Source`: `top`, `open`, `search`, `tracks`. That is all; `tones/` is the
smallest one. What it plays is a Track with a uri that an engine can load as it is (file:, https:).

It may offer more, and then derives from these as well:

- `Stocked`: a driver may put something in (a station, a podcast, an account), take it out, keep it for the road.
- `Relayed`: its tracks have uris of its own ("podcast:ID"); our relay asks it where they really lie when they are
  played. `Offer.scheme` names the first part of these.

All methods but `Relayed.start_s` and `.locate` may block and run on threads, several at once (`music/sources_desk.py`).
Each error is a HeadunitError: one line for a person. Without a network they show what they knew last
(`LastKnownError`).

`bluetooth/` is the one whose tracks no engine plays (Medium.PHONE): what is loaded is a command to the phone, so it has
a Player of its own beside the engine's.

`library.py` is one more Source, made where the library is: it needs the index and has no folder of its own here.
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from headunit.kernel.clock import Clock
from headunit.kernel.errors import HeadunitError
from headunit.music.ports import Source
from headunit.music.streaming.file_stream import Upstream
from headunit.music.streaming.web import Work


@dataclass(frozen=True, slots=True)
class Ground:
    """What a source stands on; each gets folders of its own. `data`: kept for ever. `config`: the owner's, secrets too.
    `cache`: may be emptied at any time."""

    data: Path
    config: Path
    cache: Path
    clock: Clock


@runtime_checkable
class Stocked(Source, Protocol):
    """A source that a driver fills. What it cannot do, it says in a line."""

    def add(self, text: str, work: Work) -> None:
        """An address, or the path of a file with many."""
        ...

    def remove(self, key: str) -> None:
        """An item of the top."""
        ...

    def keep(self, key: str, kept: bool, work: Work) -> None:
        """Have its tracks on this computer, or no more."""
        ...

    def mark(self, key: str, heard: bool) -> None:
        """It has been heard, or has not."""
        ...

    def export(self, file: Path) -> None:
        """Write what was added; what is written is told by the name's end."""
        ...

    def refresh(self, work: Work) -> None:
        """Ask what is new."""
        ...

    @property
    def files(self) -> tuple[Path, ...]:
        """What another program (`headunit sources`) may change while we run."""
        return ()

    def reread(self) -> None:
        """One of them has changed, or has come or gone: what is remembered of it is read anew."""
        return

    def close(self) -> None:
        """Let go of what is held open. Nothing is asked afterwards."""

    @property
    def fault(self) -> str:
        """Why it is of no use as it is, "" where it is: no account."""
        ...


@runtime_checkable
class Relayed(Protocol):
    """A source whose tracks are played through our relay."""

    def locate(self, uri: str) -> Path | Upstream:
        """Where it lies now. Links' loop: at once. Raises HeadunitError."""
        ...

    def start_s(self, uri: str) -> float:
        """Where it was left (s). Any thread, at once."""
        ...

    def heard(self, uri: str, position_s: float, finished: bool) -> None:
        """It has been played up to there. May block."""
        ...


@dataclass(frozen=True, slots=True)
class Offer:
    """`title`, `hint` (how to fill it): English, marked for translation. `icon`: of Material Design Icons. `order`: in
    the switch. `scheme`: of its tracks' uris, where they are its own."""

    title: str
    icon: str
    order: int
    open_source: Callable[[Ground], Source]
    hint: str = ""
    scheme: str = ""


def discover() -> dict[str, Offer]:
    """All sources by their folder's name, in order."""
    found: dict[str, Offer] = {}
    for module in pkgutil.iter_modules(__path__):
        if module.ispkg:
            offer = importlib.import_module(f"{__name__}.{module.name}").OFFER
            if not isinstance(offer, Offer):
                raise HeadunitError(f"music/sources/{module.name} has no OFFER")
            found[module.name] = offer
    return dict(sorted(found.items(), key=lambda item: (item[1].order, item[0])))
