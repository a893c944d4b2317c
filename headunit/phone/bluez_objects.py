"""BlueZ's objects as its signals keep them up: adapter, phones, what they play. Pure.

Its words: BlueZ 5.66, doc/adapter-api.txt, device-api.txt, media-api.txt. What they carry is not believed: a daemon
that lies gives an unknown value.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from headunit.phone.ports import Sight
from headunit.phone.state import Adapter

SERVICE: Final = "org.bluez"
ADAPTER, DEVICE = f"{SERVICE}.Adapter1", f"{SERVICE}.Device1"
PLAYER, TRANSPORT = f"{SERVICE}.MediaPlayer1", f"{SERVICE}.MediaTransport1"
MANAGER: Final = "org.freedesktop.DBus.ObjectManager"
PROPERTIES: Final = "org.freedesktop.DBus.Properties"
#: Others come and go by the dozen while one searches.
_WANTED: Final = frozenset({ADAPTER, DEVICE, PLAYER, TRANSPORT})
#: Assigned Numbers 2.8.2.1: major device class "phone", bits 12..8. And 3.3: "Handsfree Audio Gateway".
_MAJOR, _PHONE = 0x1F00, 0x0200
_GATEWAY: Final = "0000111f-"


class BluezObjects:
    """`objects`: path -> interface -> properties."""

    def __init__(self) -> None:
        self.objects: dict[str, dict[str, dict[str, Any]]] = {}

    def fill(self, reply: list[Any]) -> None:
        """The reply of GetManagedObjects."""
        self.objects.clear()
        for path, interfaces in _pairs(reply[0] if reply else None):
            self._add(path, interfaces)

    def on_signal(self, path: str, interface: str, member: str, body: list[Any]) -> bool:
        """True where it may be of interest."""
        match (interface, member, body):
            case (str(), "InterfacesAdded", [str(added), dict(interfaces)]) if interface == MANAGER:
                return self._add(added, interfaces)
            case (str(), "InterfacesRemoved", [str(removed), list(names)]) if interface == MANAGER:
                found = self.objects.get(removed, {})
                gone = [found.pop(name, None) for name in names if isinstance(name, str)]
                if not found:
                    self.objects.pop(removed, None)
                return any(one is not None for one in gone)
            case (str(), "PropertiesChanged", [str(of), dict(values), list(stale)]) if interface == PROPERTIES:
                properties = self.objects.get(path, {}).get(of)
                if properties is None:
                    return False
                properties.update(values)
                for name in stale:
                    properties.pop(name, None)
                return True
        return False

    def _add(self, path: str, interfaces: Mapping[str, Any]) -> bool:
        new = {name: dict(values) for name, values in _pairs(interfaces) if name in _WANTED}
        if new:
            self.objects.setdefault(path, {}).update(new)
        return bool(new)

    def having(self, interface: str, below: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
        """All objects that have it, by path."""
        for path in sorted(self.objects):
            if interface in self.objects[path] and path.startswith(below):
                yield path, self.objects[path][interface]

    @property
    def adapter_path(self) -> str:
        """The first one; "" where there is none."""
        return next((path for path, _ in self.having(ADAPTER)), "")

    def device_path(self, address: str) -> str:
        """Of a phone that this adapter knows or has found; "" none."""
        adapter = self.adapter_path
        devices = self.having(DEVICE, f"{adapter}/") if adapter else ()
        return next((path for path, values in devices if _text(values.get("Address")).upper() == address), "")

    def adapter(self) -> Adapter:
        """How it is."""
        values = self.objects.get(self.adapter_path, {}).get(ADAPTER)
        if values is None:
            return Adapter.ABSENT
        if values.get("Powered") is not True:
            return Adapter.OFF
        return Adapter.SEARCHING if values.get("Discovering") is True else Adapter.ON

    def sights(self) -> tuple[Sight, ...]:
        """The devices of this adapter, by address."""
        adapter = self.adapter_path
        if not adapter:
            return ()  # BlueZ may forget to say that the devices of an adapter went with it
        sights = (_sight(values) for _, values in self.having(DEVICE, f"{adapter}/"))
        return tuple(sorted((one for one in sights if one is not None), key=lambda one: one.address))


def _sight(values: Mapping[str, Any]) -> Sight | None:
    address = _text(values.get("Address")).upper()
    if not address or values.get("Blocked") is True:
        return None
    name = _text(values.get("Alias")) or _text(values.get("Name"))
    # BlueZ makes an alias of the address where it knows no name.
    name = "" if name.upper().replace("-", ":") == address else name
    paired, trusted, connected = (values.get(key) is True for key in ("Paired", "Trusted", "Connected"))
    return Sight(address, name, paired, trusted, connected, _is_phone(values))


def _is_phone(values: Mapping[str, Any]) -> bool:
    kind, services = values.get("Class"), values.get("UUIDs")
    if isinstance(kind, int) and kind & _MAJOR == _PHONE:
        return True
    if isinstance(services, list) and any(_text(one).lower().startswith(_GATEWAY) for one in services):
        return True
    return values.get("Icon") == "phone"


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _pairs(told: object) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, value in told.items() if isinstance(told, Mapping) else ():
        if isinstance(name, str) and isinstance(value, dict):
            yield name, value
