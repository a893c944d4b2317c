"""What this run was told: one frozen Settings, read once from a TOML file and the environment. No other file does.

The file is `$XDG_CONFIG_HOME/headunit/settings.toml`:

    [preferences]          # written by the settings pane
    theme = "auto"
    [run]                  # written by hand; flags win over it
    car = "demo"
    can = ["socketcan:can0"]
    gps = "gpsd://localhost:2947"
    [map]                  # written by hand
    folder = "/media/disk/maps"
    traffic = "https://example.org/datex2.xml"   # or a file: DATEX II, or the JSON of routing/traffic_json.py
    [music]                # written by hand
    folders = ["/media/disk/music"]
    engine = "auto"        # or "mpv", "vlc"
    [cloud]                # written by hand
    hub = "wss://car.home.arpa:8765"   # the owner's hub; "off" for none; without it one of its own on this computer
    code = "..."                       # what `headunit hub code` says there
"""

import dataclasses
import logging
import os
import re
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import override

from headunit.kernel.kept_file import replace_file
from headunit.preferences.ports import PreferenceStore
from headunit.preferences.service import CHOICES
from headunit.preferences.state import LANGUAGES, Preferences

log = logging.getLogger(__name__)

#: What may play music; see music/engine.py. "auto": the best that is installed.
ENGINES = ("auto", "mpv", "vlc")
#: Where the system's bus listens unless the environment says otherwise (D-Bus specification, "Well-known Message Bus
#: Instances").
SYSTEM_BUS = "unix:path=/var/run/dbus/system_bus_socket"


def environment() -> Mapping[str, str]:
    """The environment of this process: the one place where it is read."""
    return os.environ


def set_environment(name: str, value: str) -> None:
    """Tell Qt something that it reads from the environment only; what the user has set stands."""
    os.environ.setdefault(name, value)


@dataclass(frozen=True, slots=True)
class Settings:
    """`file`: where choices are kept. `sends`: the log of what was asked of the car. `documents`: the driver's own
    folder, for what is to be printed or handed on. `maps`: where the regions stand. `places`: the file of the driver's
    own places. `music`: where library, favourites and own playlists are kept; `music_folders`: where music is looked
    for. `traffic`: file or address of a feed; "" for none. `phones`: where is kept what the car learnt of phones.
    `system_bus`, `session_bus`: D-Bus addresses; "" for none. `cloud`: the car's side of the mirror; `hub`: store of
    the hub that this computer runs; `hub_address`: of another one, "off" none, "" our own; `hub_code`: by which the car
    joins it."""

    file: Path
    sends: Path
    documents: Path
    maps: Path
    places: Path
    music: Path
    music_folders: tuple[Path, ...]
    traffic: str = ""
    preferences: Preferences = field(default_factory=Preferences)
    car: str | None = None
    can: tuple[str, ...] = ()
    gps: str | None = None
    music_engine: str = "auto"
    phones: Path = Path("phones")
    cloud: Path = Path("cloud")
    hub: Path = Path("hub")
    hub_address: str = ""
    hub_code: str = ""
    system_bus: str = SYSTEM_BUS
    session_bus: str = ""


#: The head of the table of choices, however a person wrote it.
_PREFERENCES_HEAD = re.compile(r"""\s*\[\s*(preferences|"preferences"|'preferences')\s*\]\s*(#.*)?""")


def _table(file: Path, content: Mapping[str, object], name: str) -> dict[str, object]:
    table = content.get(name, {})
    if isinstance(table, dict):
        return table
    log.error("%s: %s is a table, not %r", file, name, table)
    return {}


def _run(file: Path, run: Mapping[str, object]) -> tuple[str | None, tuple[str, ...], str | None]:
    """Car, CAN buses and GPS; None or empty where nothing, or nothing of use, is said."""
    found: dict[str, str] = {}
    buses: tuple[str, ...] = ()
    for name, value in run.items():
        if name in {"car", "gps"} and isinstance(value, str):
            found[name] = value
        elif name == "can" and isinstance(value, list) and all(isinstance(bus, str) for bus in value):
            buses = tuple(value)
        else:
            log.error("%s: of no use under [run]: %s = %r", file, name, value)
    return found.get("car"), buses, found.get("gps")


def _maps(file: Path, said: Mapping[str, object], usual: Path) -> tuple[Path, str]:
    """The folder of the regions, `usual` where the file says nothing of use, and the traffic feed, "" where none."""
    folder, traffic = usual, ""
    for name, value in said.items():
        if name == "folder" and isinstance(value, str) and Path(value).expanduser().is_absolute():
            folder = Path(value).expanduser()
        elif name == "traffic" and isinstance(value, str):
            traffic = value
        else:
            log.error("%s: of no use under [map]: %s = %r", file, name, value)
    return folder, traffic


def _music(file: Path, said: Mapping[str, object], usual: Path) -> tuple[Path, ...]:
    """Folders with music: `usual` where the file says nothing of use."""
    found: tuple[Path, ...] | None = None
    for name, value in said.items():
        if name == "engine":
            continue  # see _engine
        folders = value if isinstance(value, list) else [None]
        if name != "folders" or not all(
            isinstance(one, str) and Path(one).expanduser().is_absolute() for one in folders
        ):
            log.error("%s: of no use under [music]: %s = %r", file, name, value)
        else:
            found = tuple(Path(str(one)).expanduser() for one in folders)
    return (usual,) if found is None else found


def _engine(file: Path, said: Mapping[str, object]) -> str:
    """What plays music: "auto" where the file says nothing of use."""
    engine = said.get("engine", "auto")
    if isinstance(engine, str) and engine in ENGINES:
        return engine
    log.error("%s: of no use under [music]: engine = %r; known: %s", file, engine, ", ".join(ENGINES))
    return "auto"


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
    documents = Path(environ.get("XDG_DOCUMENTS_DIR") or home / "Documents")
    data = Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "headunit"
    content: dict[str, object] = {}
    try:
        content = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as error:
        log.error("%s is not used: %s", file, error)  # noqa: TRY400  one line is enough
    chosen = {"language": _system_language(environ)}
    for name, value in _table(file, content, "preferences").items():
        if isinstance(value, str) and value in CHOICES.get(name, ()):
            chosen[name] = value
        else:
            log.error("%s: no such choice: %s = %r", file, name, value)
    car, can, gps = _run(file, _table(file, content, "run"))
    cloud = _cloud(file, _table(file, content, "cloud"))
    maps, traffic = _maps(file, _table(file, content, "map"), data / "maps")
    return Settings(
        file,
        sends,
        documents,
        maps,
        data / "places.json",
        data / "music",
        _music(file, _table(file, content, "music"), Path(environ.get("XDG_MUSIC_DIR") or home / "Music")),
        traffic,
        Preferences(**chosen),
        car=car,
        can=can,
        gps=gps,
        music_engine=_engine(file, _table(file, content, "music")),
        phones=data / "phones",
        cloud=data / "cloud",
        hub=data / "hub",
        hub_address=cloud.get("hub", ""),
        hub_code=cloud.get("code", ""),
        system_bus=environ.get("DBUS_SYSTEM_BUS_ADDRESS") or SYSTEM_BUS,
        session_bus=environ.get("DBUS_SESSION_BUS_ADDRESS", ""),
    )


def _cloud(file: Path, said: Mapping[str, object]) -> dict[str, str]:
    """Where the hub is, and the code by which the car joins it: what of it is of use."""
    found: dict[str, str] = {}
    for name, value in said.items():
        if name == "hub" and isinstance(value, str) and (value == "off" or value.startswith(("ws://", "wss://"))):
            found[name] = value.rstrip("/")
        elif name == "code" and isinstance(value, str):
            found[name] = value
        else:
            log.error("%s: of no use under [cloud]: %s = %r", file, name, value)
    return found


class SettingsFile(PreferenceStore):
    """Keeps the choices in the settings file and leaves the rest of it alone."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @override
    def save(self, preferences: Preferences) -> None:
        choices = dataclasses.asdict(preferences)
        try:
            old = self._file.read_bytes().decode()
        except FileNotFoundError:
            old = ""
        except ValueError as error:
            raise OSError(f"{self._file} is left as it is: {error}") from error
        new = _with_choices(old, choices)
        if (fault := _fault(old, new, choices)) is not None:
            raise OSError(f"{self._file} is left as it is: {fault}")
        replace_file(self._file, new.encode())


def _with_choices(old: str, choices: Mapping[str, str]) -> str:
    """`old` with `choices` for its [preferences]. All other lines stay, and so do comments."""
    kept: list[str] = []
    place: int | None = None
    ours = False
    for line in old.split("\n"):
        if line.lstrip().startswith("["):
            ours = _PREFERENCES_HEAD.fullmatch(line) is not None
            if ours:
                place = len(kept) + 1
                kept.append(line)
                continue
        if not ours or line.strip()[:1] in {"", "#"}:
            kept.append(line)
    if place is None:
        kept = [*old.rstrip().split("\n"), "", "[preferences]", ""] if old.strip() else ["[preferences]", ""]
        place = len(kept) - 1
    kept[place:place] = [f'{name} = "{value}"' for name, value in choices.items()]
    return "\n".join(kept)


def _fault(old: str, new: str, choices: Mapping[str, str]) -> str | None:
    """Why `new` must not replace `old`: it cannot be read, or something else in it has changed. None if it may."""
    try:
        after = tomllib.loads(new)
    except ValueError as error:
        return str(error)
    try:
        before = tomllib.loads(old)
    except ValueError:
        before = after  # the damage was in the table of choices, and is gone with it
    said = after.pop("preferences", {})
    before.pop("preferences", None)
    if before != after or any(said.get(name) != value for name, value in choices.items()):
        return "its [preferences] cannot be told from the rest"
    return None
