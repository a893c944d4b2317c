"""What this run was told: one frozen Settings, read once from a TOML file and the environment. No other file does.

The file is `$XDG_CONFIG_HOME/headunit/settings.toml`:

    [preferences]          # written by the settings pane
    theme = "auto"
    [run]                  # written by hand; flags win over it
    car = "demo"
    can = ["socketcan:can0"]
    gps = "gpsd://localhost:2947"
"""

import contextlib
import dataclasses
import logging
import os
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import override

from headunit.preferences.ports import PreferenceStore
from headunit.preferences.service import CHOICES
from headunit.preferences.state import LANGUAGES, Preferences

log = logging.getLogger(__name__)


def environment() -> Mapping[str, str]:
    """The environment of this process: the one place where it is read."""
    return os.environ


def set_environment(name: str, value: str) -> None:
    """Tell Qt something that it reads from the environment only; what the user has set stands."""
    os.environ.setdefault(name, value)


@dataclass(frozen=True, slots=True)
class Settings:
    """`file`: where choices are kept. `sends`: the log of what was asked of the car."""

    file: Path
    sends: Path
    preferences: Preferences = field(default_factory=Preferences)
    car: str | None = None
    can: tuple[str, ...] = ()
    gps: str | None = None


def _words(table: object) -> dict[str, object]:
    return table if isinstance(table, dict) else {}


def _system_language(environ: Mapping[str, str]) -> str:
    """The language of the desktop, where it is one of ours."""
    locale = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    language = locale.partition("_")[0].partition(".")[0]
    return language if language in LANGUAGES else Preferences().language


def load(environ: Mapping[str, str]) -> Settings:
    """Read the file. What is wrong in it is logged and left out: a typing error must not leave the dashboard dark."""
    home = Path(environ.get("HOME") or tempfile.gettempdir())
    file = Path(environ.get("XDG_CONFIG_HOME") or home / ".config") / "headunit" / "settings.toml"
    sends = Path(environ.get("XDG_STATE_HOME") or home / ".local" / "state") / "headunit" / "sends.jsonl"
    content: dict[str, object] = {}
    try:
        content = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as error:
        log.error("%s is not used: %s", file, error)  # noqa: TRY400  one line is enough
    chosen = {"language": _system_language(environ)}
    for name, value in _words(content.get("preferences")).items():
        if isinstance(value, str) and value in CHOICES.get(name, ()):
            chosen[name] = value
        else:
            log.error("%s: no such choice: %s = %r", file, name, value)
    run = _words(content.get("run"))
    car, can, gps = run.get("car"), run.get("can"), run.get("gps")
    return Settings(
        file=file,
        sends=sends,
        preferences=Preferences(**chosen),
        car=car if isinstance(car, str) else None,
        can=tuple(str(bus) for bus in can) if isinstance(can, list) else (),
        gps=gps if isinstance(gps, str) else None,
    )


class SettingsFile(PreferenceStore):
    """Keeps the choices in the settings file and leaves the rest of it alone."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @override
    def save(self, preferences: Preferences) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        kept = self._others()
        lines = [f'{name} = "{value}"' for name, value in dataclasses.asdict(preferences).items()]
        text = "\n".join([*kept, "[preferences]", *lines, ""])
        # A new file under another name, on the disk before it takes the old one's place: power may go at any moment.
        with tempfile.NamedTemporaryFile("w", dir=self._file.parent, encoding="utf-8", delete=False) as new:
            new.write(text)
            new.flush()
            os.fsync(new.fileno())
        try:
            Path(new.name).replace(self._file)
        except OSError:
            with contextlib.suppress(OSError):
                Path(new.name).unlink()
            raise

    def _others(self) -> list[str]:
        """The lines of all other tables."""
        kept: list[str] = []
        ours = False
        with contextlib.suppress(FileNotFoundError):
            for line in self._file.read_text("utf-8").splitlines():
                if line.lstrip().startswith("["):
                    ours = line.strip() == "[preferences]"
                if not ours:
                    kept.append(line)
        return kept
