"""How a person names a bus on the command line: INTERFACE:CHANNEL[?key=value&...]. Opens nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import parse_qsl

from headunit.kernel.errors import UsageError

#: Each accepted interface with an example.
FORMS: Final[Mapping[str, str]] = {
    "socketcan": "socketcan:can0",
    "udp_multicast": "udp_multicast:239.74.163.2?port=43113",
    "socketcand": "socketcand:can0?host=127.0.0.1&port=29536",
    "slcan": "slcan:/dev/ttyACM0?bitrate=500000",
    "virtual": "virtual:NAME",
}

#: The options of each interface that are passed on, and how their text is read.
_OPTIONS: Final[Mapping[str, Mapping[str, type]]] = {
    "socketcan": {"fd": bool},
    "udp_multicast": {"port": int, "hop_limit": int, "fd": bool},
    "socketcand": {"host": str, "port": int},
    "slcan": {"bitrate": int, "tty_baudrate": int, "rtscts": bool, "sleep_after_open": float},
    "virtual": {},
}
_NEEDED: Final[Mapping[str, frozenset[str]]] = {
    "socketcand": frozenset({"host", "port"}),
    "slcan": frozenset({"bitrate"}),
}
_WORDS: Final = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


@dataclass(frozen=True, slots=True)
class BusSpec:
    """A bus that could be opened. `text`: as it was given. `options`: by name, already of the right type."""

    text: str
    interface: str
    channel: str
    options: Mapping[str, str | int | float | bool]


def parse_spec(text: str) -> BusSpec:
    """`text` taken apart. Raises UsageError, with the accepted forms, where it is none of them."""
    address, _, query = text.partition("?")
    interface, separator, channel = address.partition(":")
    if interface not in FORMS or not separator or not channel:
        raise UsageError(f"no CAN bus is called {text!r}: use one of {', '.join(FORMS.values())}")
    known = _OPTIONS[interface]
    options: dict[str, str | int | float | bool] = {}
    for key, value in parse_qsl(query, keep_blank_values=True):
        if key not in known:
            raise UsageError(f"{text!r}: {interface} has no option {key!r}; known: {', '.join(known) or 'none'}")
        options[key] = _option(text, key, value, known[key])
    missing = sorted(_NEEDED.get(interface, frozenset()) - options.keys())
    if missing:
        raise UsageError(f"{text!r}: {', '.join(missing)} is missing, as in {FORMS[interface]}")
    return BusSpec(text, interface, channel, options)


def _option(text: str, key: str, value: str, kind: type) -> str | int | float | bool:
    try:
        if kind is bool:
            return _WORDS[value.lower()]
        number: str | int | float = kind(value)
    except (KeyError, ValueError):
        wanted = {bool: "yes or no", int: "a whole number", float: "a number"}[kind]
        raise UsageError(f"{text!r}: {key} is {wanted}, not {value!r}") from None
    if isinstance(number, int | float) and number < 0:
        raise UsageError(f"{text!r}: {key} cannot be negative")
    return number


def bus_names(specs: Iterable[BusSpec]) -> list[str]:
    """A short name for each bus, for people and as the source of its readings: unique, in the order of `specs`.

    A channel that says something is the name ("vcan0", "ttyACM0"); a multicast address says nothing: "can0", "can1".
    """
    names: list[str] = []
    for spec in specs:
        name = "can0" if spec.interface == "udp_multicast" else PurePosixPath(spec.channel).name or "can0"
        stem, number = name.rstrip("0123456789"), 0
        while name in names:
            name, number = f"{stem}{number}", number + 1
        names.append(name)
    return names
