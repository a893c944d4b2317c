"""One phone as oFono shows it: a modem's properties and calls, kept up by its signals, told as a `Handset`. Pure.

Its words: oFono 1.31, doc/modem-api.txt, voicecallmanager-api.txt, voicecall-api.txt, handsfree-api.txt,
network-api.txt, call-volume-api.txt. What they carry is not believed: a daemon that lies gives an unknown value.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from headunit.phone.ports import Handset
from headunit.phone.state import Call, CallEnd, CallPhase

CALLS: Final = "VoiceCallManager"
#: Interfaces whose properties are kept.
WANTED: Final = frozenset({CALLS, "Handsfree", "NetworkRegistration", "CallVolume"})
_PHASES: Final = {phase.value: phase for phase in CallPhase if phase is not CallPhase.ENDED}
_ENDS: Final = {"local": CallEnd.HERE, "remote": CallEnd.THERE, "network": CallEnd.LOST}
_DEVICE: Final = re.compile(r"dev_([0-9A-Fa-f]{2}(?:_[0-9A-Fa-f]{2}){5})")
_SERIAL: Final = re.compile(r"[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}")
#: HFP 1.8, 4.35: battchg is 0..5.
_BATTERY: Final = 5
_PERCENT: Final = 100


def address_of(path: str, properties: Mapping[str, Any]) -> str:
    """The phone's Bluetooth address: of the path (".../dev_11_22_33_44_55_66") or else of Serial; of a modem at a wire
    its path."""
    if (found := _DEVICE.search(path)) is not None:
        return found[1].replace("_", ":").upper()
    serial = properties.get("Serial")
    return serial.upper() if isinstance(serial, str) and _SERIAL.fullmatch(serial) else path


class OfonoModem:
    """`path`: the object's. `serials`: counts calls over all modems, as oFono uses a call's path again."""

    def __init__(self, path: str, properties: Mapping[str, Any], serials: Iterator[int]) -> None:
        self.path, self._serials = path, serials
        self.properties: dict[str, Any] = dict(properties)
        self.address = address_of(path, properties)
        self._parts: dict[str, dict[str, Any]] = {}
        self._calls: dict[str, dict[str, Any]] = {}
        self._keys: dict[str, str] = {}
        self._gone: set[str] = set()

    @property
    def wired(self) -> bool:
        """No Bluetooth brings it up: somebody must."""
        return self.address == self.path

    @property
    def powered(self) -> bool:
        """Whether it is connected."""
        return self.properties.get("Powered") is True

    @property
    def interfaces(self) -> frozenset[str]:
        """Those that are kept, and there."""
        told = self.properties.get("Interfaces")
        names = told if isinstance(told, list) else []
        return frozenset(str(name).removeprefix("org.ofono.") for name in names) & WANTED

    def begin(self, interface: str) -> None:
        """Its properties are being asked for; signals that come meanwhile are newer than the reply."""
        self._parts[interface] = {}
        if interface == CALLS:
            self._gone.clear()

    def fill(self, interface: str, properties: Mapping[str, Any]) -> None:
        """The reply."""
        self._parts[interface] = dict(properties) | self._parts.get(interface, {})

    def fill_calls(self, calls: list[Any]) -> None:
        """The reply: pairs of path and properties."""
        for path, properties in _pairs(calls):
            if path not in self._calls and path not in self._gone:
                self._add(path, properties)

    def drop_absent(self) -> bool:
        """Forget what belongs to interfaces that have gone. True when there was any."""
        gone = [interface for interface in self._parts if interface not in self.interfaces]
        for interface in gone:
            del self._parts[interface]
        if CALLS in gone:
            self._calls.clear()
            self._keys.clear()
        return bool(gone)

    def on_signal(self, path: str, interface: str, member: str, body: list[Any]) -> tuple[Call, ...]:
        """A signal of this modem or of a call of it. Returns the calls that have ended with it."""
        match (interface, member, body):
            case ("Modem", "PropertyChanged", [str(name), value]):
                self.properties[name] = value
            case ("VoiceCallManager", "CallAdded", [str(call), dict(properties)]):
                self._add(call, properties)
            case ("VoiceCallManager", "CallRemoved", [str(call)]):
                return self._remove(call)
            case ("VoiceCall", "PropertyChanged", [str(name), value]) if path in self._calls:
                self._calls[path][name] = value
            case ("VoiceCall", "DisconnectReason", [str(reason)]) if path in self._calls:
                self._calls[path]["Reason"] = reason
            case (str(part), "PropertyChanged", [str(name), value]) if part in WANTED:
                self._parts.setdefault(part, {})[name] = value
            case _:
                pass
        return ()

    def _add(self, path: str, properties: Mapping[str, Any]) -> None:
        self._calls[path] = dict(properties)
        self._keys[path] = f"{path}#{next(self._serials)}"
        self._gone.discard(path)

    def _remove(self, path: str) -> tuple[Call, ...]:
        self._gone.add(path)
        properties, key = self._calls.pop(path, None), self._keys.pop(path, "")
        if properties is None:
            return ()
        end = _ENDS.get(str(properties.get("Reason")), CallEnd.THERE)
        return (_call(key, properties, CallPhase.ENDED, end),)

    def path_of(self, key: str) -> str:
        """Of a call; "" where it is none of ours, or over."""
        return next((path for path, one in self._keys.items() if one == key), "")

    def phase_of(self, key: str) -> CallPhase | None:
        """Of a call."""
        path = self.path_of(key)
        return _PHASES.get(str(self._calls[path].get("State"))) if path else None

    def handset(self, ended: tuple[Call, ...] = ()) -> Handset:
        """What a driver would know of it. `ended`: calls that are told for the last time."""
        free = self._parts.get("Handsfree", {})
        net, volume = self._parts.get("NetworkRegistration", {}), self._parts.get("CallVolume", {})
        calls = [
            _call(self._keys[path], properties, phase)
            for path, properties in self._calls.items()
            if (phase := _PHASES.get(str(properties.get("State")))) is not None
        ]
        return Handset(
            self.address,
            _text(self.properties.get("Name")),
            self.powered and CALLS in self.interfaces,
            _share(free.get("BatteryChargeLevel"), _BATTERY),
            _share(net.get("Strength"), _PERCENT),
            _text(net.get("Name")),
            net.get("Status") == "roaming",
            volume.get("Muted") is True,
            free.get("InbandRinging") is True,
            calls=(*calls, *ended),
        )


def _pairs(told: object) -> Iterator[tuple[str, dict[str, Any]]]:
    for one in told if isinstance(told, list) else []:
        match one:
            case [str(path), dict(properties)]:
                yield path, properties
            case _:
                pass


def modems_in(reply: list[Any]) -> list[tuple[str, dict[str, Any]]]:
    """The reply of Manager.GetModems."""
    return list(_pairs(reply[0])) if reply else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _share(value: object, most: int) -> float | None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return min(1.0, max(0, int(str(value))) / most) if whole else None


def _call(key: str, properties: Mapping[str, Any], phase: CallPhase, end: CallEnd | None = None) -> Call:
    number = _text(properties.get("LineIdentification"))
    return Call(
        key,
        "" if number == "withheld" else number,
        _text(properties.get("Name")),
        phase,
        outgoing=phase in {CallPhase.DIALING, CallPhase.ALERTING},
        conference=properties.get("Multiparty") is True,
        emergency=properties.get("Emergency") is True,
        end=end,
    )
