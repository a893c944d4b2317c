"""Phones, calls, contacts, messages. Times are Clock.now() in seconds, but `when`: seconds since 1970, UTC.

Words are the hands-free profile's (HFP 1.8), PBAP's and MAP's, never those of a daemon.
"""

import enum
from dataclasses import dataclass
from pathlib import Path


class Adapter(enum.Enum):
    """The car's own radio."""

    ABSENT = "absent"  # no Bluetooth here, or its service is not running
    OFF = "off"
    ON = "on"
    SEARCHING = "searching"


class Contact(enum.Enum):
    """How a phone is connected to the car."""

    AWAY = "away"
    CONNECTING = "connecting"
    CONNECTED = "connected"


@dataclass(frozen=True, slots=True)
class Device:
    """One phone. `address`: Bluetooth device address, "AA:BB:CC:DD:EE:FF", its identity everywhere.

    `in_use`: the one that calls are made with. `battery`, `signal`: 0..1, None unknown. `fault`: why it would not
    connect, one line.
    """

    address: str
    name: str
    paired: bool = False
    contact: Contact = Contact.AWAY
    in_use: bool = False
    battery: float | None = None
    signal: float | None = None
    operator: str = ""
    roaming: bool = False
    fault: str = ""


class PairingStep(enum.Enum):
    """What two people, or one with two screens, have to do (Bluetooth Core 5.4, Vol 3, Part C, 5.2.2)."""

    COMPARE = "compare"  # the same six digits on both screens?
    SHOW = "show"  # type these on the phone
    WAIT = "wait"  # it is being done


@dataclass(frozen=True, slots=True)
class Pairing:
    """A phone that asks for the car, or the other way round. `digits`: six, "" none to compare."""

    address: str
    name: str
    step: PairingStep
    digits: str = ""


@dataclass(frozen=True, slots=True)
class DevicesState:
    """All phones that the car knows, then those it has found. `dnd`: do not disturb: texts and calls wait unseen, and
    a text is answered by itself while driving."""

    adapter: Adapter = Adapter.ABSENT
    devices: tuple[Device, ...] = ()
    found: tuple[Device, ...] = ()
    pairing: Pairing | None = None
    dnd: bool = False
    fault: str = ""

    @property
    def current(self) -> Device | None:
        """The phone in use."""
        return next((device for device in self.devices if device.in_use), None)


class CallPhase(enum.Enum):
    """3GPP TS 27.007 clause 7.18 (+CLCC <stat>), and the end."""

    ACTIVE = "active"
    HELD = "held"
    DIALING = "dialing"
    ALERTING = "alerting"
    INCOMING = "incoming"
    WAITING = "waiting"  # comes in while another one is active
    ENDED = "ended"


class CallEnd(enum.Enum):
    """Who ended it."""

    HERE = "here"
    THERE = "there"
    REFUSED = "refused"
    MISSED = "missed"
    LOST = "lost"  # the link to the phone, or the network
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Call:
    """One call. `number`: as the network wrote it, "" withheld. `name`: of the contact, else the network's, else "".

    `since`: of this phase. `answered`: Clock.now() when it became active first, None before. `photo`: a file.
    `conference`: one of several that hear each other. `quiet`: comes in under "do not disturb": nothing rings, and no
    picture comes up; it can be answered all the same.
    """

    key: str
    number: str
    name: str = ""
    phase: CallPhase = CallPhase.ACTIVE
    outgoing: bool = False
    since: float = 0.0
    answered: float | None = None
    conference: bool = False
    emergency: bool = False
    photo: Path | None = None
    end: CallEnd | None = None
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class CallsState:
    """`calls`: those that are on, the one to act upon first; an ended one stays for 3 s. `muted`: our microphone.
    `on_phone`: the sound is on the handset. `pending`: a wish not answered yet: "dial", "answer", "reject",
    "hang_up", "swap", "hold", "merge", "tones", "mute", "on_phone". `fault`: of the last wish: a source text in context
    "Phone", or a line of the phone's; it goes after 8 s and with the next wish."""

    calls: tuple[Call, ...] = ()
    muted: bool = False
    on_phone: bool = False
    pending: str = ""
    fault: str = ""

    @property
    def ringing(self) -> Call | None:
        """The one that wants to be answered, and may disturb for it."""
        comes = {CallPhase.INCOMING, CallPhase.WAITING}
        return next((call for call in self.calls if call.phase in comes and not call.quiet), None)


class NumberKind(enum.Enum):
    """vCard TEL TYPE, as far as one chooses by it (RFC 6350, 6.4.1)."""

    MOBILE = "cell"
    HOME = "home"
    WORK = "work"
    OTHER = "voice"


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a person, as the phone wrote it."""

    number: str
    kind: NumberKind = NumberKind.OTHER
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A contact. `key`: its identity on this phone. `letter`: for fast scroll, A-Z or #. `sort_key`: as listed."""

    key: str
    name: str
    numbers: tuple[Number, ...] = ()
    organisation: str = ""
    photo: Path | None = None
    favourite: bool = False
    letter: str = "#"
    sort_key: str = ""


@dataclass(frozen=True, slots=True)
class PhonebookState:
    """The phone book of the phone in use. `version`: another one with each change; people are asked for by the port
    `Phonebook`. `count`: of people, `loaded` of those read so far. `skipped`: cards that could not be read."""

    address: str = ""
    version: int = 0
    count: int = 0
    loading: bool = False
    skipped: int = 0
    favourites: tuple[Person, ...] = ()
    fault: str = ""


class Direction(enum.Enum):
    """PBAP's call histories ich, och, mch."""

    IN = "in"
    OUT = "out"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class PastCall:
    """One line of the history. `times`: so many of the same kind with the same number, in a row."""

    number: str
    name: str
    direction: Direction
    when: float | None
    times: int = 1
    photo: Path | None = None


@dataclass(frozen=True, slots=True)
class RecentsState:
    """The newest first. `missed`: so many that nobody has looked at."""

    calls: tuple[PastCall, ...] = ()
    missed: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """One text. `handle`: MAP's. `body`: None not fetched yet. `sending`: ours, on its way; `fault`: it did not go."""

    handle: str
    number: str
    name: str
    subject: str
    when: float | None
    read: bool = False
    outgoing: bool = False
    body: str | None = None
    sending: bool = False
    fault: str = ""
    photo: Path | None = None


@dataclass(frozen=True, slots=True)
class MessagesState:
    """The newest first. `reading`: handle of the one that is read aloud. `can_send`: whether this phone lets us."""

    messages: tuple[Message, ...] = ()
    unread: int = 0
    reading: str = ""
    can_send: bool = False
    loading: bool = False
    fault: str = ""
