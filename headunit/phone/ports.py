"""What one can ask of the phone, and what the phone room needs from the world.

Wishes (`Devices`, `Calls`, `Phonebook`, `Messenger`): Qt's thread; every call returns at once, a state on the board
answers. Doors (`Radio`, `Telephony`, `ObjectPush`...): met by one technology each; their words are the profile's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from headunit.phone.state import Adapter, Call, Message, PastCall, Person


class Devices(Protocol):
    """Which phones the car knows. `DevicesState` answers."""

    def search(self, on: bool) -> None:
        """Look for phones, and be found by them; ends by itself after three minutes."""
        ...

    def pair(self, address: str) -> None:
        """Begin; `Pairing` says what comes next."""
        ...

    def agree(self, yes: bool) -> None:
        """The digits are the same, or not."""
        ...

    def use(self, address: str) -> None:
        """Connect, and make calls with this one from now on."""
        ...

    def release(self, address: str) -> None:
        """Disconnect; it stays known."""
        ...

    def forget(self, address: str) -> None:
        """Unpair, and remove all of its contacts, calls and messages from the car's disk."""
        ...

    def disturb(self, may: bool) -> None:
        """False: do not disturb while driving."""
        ...


class Calls(Protocol):
    """The driver's hand on calls. `CallsState` answers."""

    def dial(self, number: str) -> None:
        """Call. An emergency number (112, 911, 999, 110, 119, 120, ...) is dialled whatever else is so."""
        ...

    def answer(self) -> None:
        """Take the one that rings; an active one is held."""
        ...

    def reject(self) -> None:
        """Refuse the one that rings."""
        ...

    def hang_up(self, key: str = "") -> None:
        """End one, or the active one."""
        ...

    def swap(self) -> None:
        """Hold the active one, take the held one."""
        ...

    def hold(self, on: bool) -> None:
        """Hold the only one, or take it again."""
        ...

    def merge(self) -> None:
        """Let all hear each other."""
        ...

    def tones(self, digits: str) -> None:
        """DTMF (ITU-T Q.23): 0-9 A-D * #."""
        ...

    def mute(self, muted: bool) -> None:
        """Our microphone."""
        ...

    def on_phone(self, on: bool) -> None:
        """Sound to the handset, or back to the car."""
        ...


class Phonebook(Protocol):
    """People and past calls. Answers at once, from memory: a hundred thousand people in less than a frame."""

    def people(self, first: int, count: int) -> list[Person]:
        """A stretch of all, in order."""
        ...

    def search(self, text: str, most: int = 50) -> list[Person]:
        """By name (accents, pinyin and its initials, any word), number or company; the best first."""
        ...

    def letters(self) -> list[tuple[str, int]]:
        """Each letter with the place of its first person."""
        ...

    def person(self, key: str) -> Person | None:
        """One."""
        ...

    def who(self, number: str) -> Person | None:
        """Whose number this is, however it is written: the last nine digits decide, and never an ambiguous one."""
        ...

    def favourite(self, key: str, on: bool) -> None:
        """Kept in the car, as PBAP lets nobody write."""
        ...

    def seen_missed(self) -> None:
        """The driver has looked at the missed calls."""
        ...

    def refresh(self) -> None:
        """Ask the phone again."""
        ...


class Messenger(Protocol):
    """Texts. `MessagesState` answers."""

    def read_aloud(self, handle: str) -> None:
        """Fetch the body, say it by the car's voice, mark it read. "" stops."""
        ...

    def open(self, handle: str) -> None:
        """Fetch the body, mark it read: to be shown, when parked."""
        ...

    def send(self, number: str, text: str) -> None:
        """Send; appears as `sending` first."""
        ...

    def delete(self, handle: str) -> None:
        """Remove it from the phone."""
        ...

    def refresh(self) -> None:
        """Ask the phone again."""
        ...


# --- doors: called on Qt's thread, return at once, answer by the inbox -------------------------------------------

#: Inbox topics: latest `RadioNews`, `TelephonyNews`; and events of `Loaded`.
RADIO_TOPIC: Final = "phone.radio"
TELEPHONY_TOPIC: Final = "phone.telephony"
BOOK_TOPIC: Final = "phone.book"
MESSAGES_TOPIC: Final = "phone.messages"
MEDIA_TOPIC: Final = "phone.media"
ANSWER_TOPIC: Final = "phone.answer"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a wish, as an inbox event. `wish`: its name. `fault`: one line, "" done."""

    wish: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """A device as the radio sees it."""

    address: str
    name: str
    paired: bool = False
    trusted: bool = False
    connected: bool = False
    phone: bool = True  # its class of device, or its services, say so


@dataclass(frozen=True, slots=True)
class Question:
    """What the pairing asks. `digits`: "" none. `compare`: yes or no is wanted."""

    address: str
    digits: str
    compare: bool


@dataclass(frozen=True, slots=True)
class RadioNews:
    """All that the adapter knows."""

    adapter: Adapter = Adapter.ABSENT
    sights: tuple[Sight, ...] = ()
    question: Question | None = None


class Radio(Protocol):
    """The car's Bluetooth adapter. RADIO_TOPIC and ANSWER_TOPIC answer."""

    def power(self, on: bool) -> None:
        """Switch it."""
        ...

    def search(self, on: bool) -> None:
        """Discover, and be discoverable and pairable."""
        ...

    def pair(self, address: str) -> None:
        """Pair, and trust when it worked."""
        ...

    def agree(self, yes: bool) -> None:
        """The answer to `Question`."""
        ...

    def connect(self, address: str) -> None:
        """All profiles."""
        ...

    def disconnect(self, address: str) -> None:
        """All profiles."""
        ...

    def remove(self, address: str) -> None:
        """Unpair."""
        ...


@dataclass(frozen=True, slots=True)
class Handset:
    """What the hands-free profile tells of one phone. `battery`, `signal`: 0..1, None unknown."""

    address: str
    name: str = ""
    online: bool = False
    battery: float | None = None
    signal: float | None = None
    operator: str = ""
    roaming: bool = False
    muted: bool = False
    calls: tuple[Call, ...] = ()


@dataclass(frozen=True, slots=True)
class TelephonyNews:
    """All handsets; `fault`: why there is no telephony at all, one line."""

    handsets: tuple[Handset, ...] = ()
    fault: str = ""


class Telephony(Protocol):
    """Hands-free calls of a phone (HFP 1.8, hands-free side). TELEPHONY_TOPIC and ANSWER_TOPIC answer."""

    def dial(self, address: str, number: str) -> None: ...
    def answer(self, address: str, key: str) -> None: ...
    def hang_up(self, address: str, key: str) -> None: ...
    def hold_and_answer(self, address: str) -> None: ...
    def swap(self, address: str) -> None: ...
    def merge(self, address: str) -> None: ...
    def tones(self, address: str, digits: str) -> None: ...
    def mute(self, address: str, muted: bool) -> None: ...


@dataclass(frozen=True, slots=True)
class Loaded:
    """A phone book or a part of it, read in another process, as an inbox event. `done`: it was the last part."""

    address: str
    people: tuple[Person, ...] = ()
    calls: tuple[PastCall, ...] = ()
    skipped: int = 0
    done: bool = False
    fault: str = ""


class BookDoor(Protocol):
    """PBAP 1.2 client. BOOK_TOPIC answers with `Loaded`."""

    def pull(self, address: str) -> None:
        """Phone book, favourites and histories, to a folder of the car and from there to memory."""
        ...

    def drop(self, address: str) -> None:
        """Forget all that was pulled from this phone, on the disk too."""
        ...


@dataclass(frozen=True, slots=True)
class Texts:
    """What MAP tells, as an inbox event. `messages`: the newest first; empty with `fault`."""

    address: str
    messages: tuple[Message, ...] = ()
    can_send: bool = False
    fault: str = ""


class TextDoor(Protocol):
    """MAP 1.4 client. MESSAGES_TOPIC answers with `Texts`, ANSWER_TOPIC with what came of a wish."""

    def pull(self, address: str) -> None: ...
    def fetch(self, address: str, handle: str) -> None: ...
    def mark_read(self, address: str, handle: str) -> None: ...
    def send(self, address: str, number: str, text: str) -> None: ...
    def delete(self, address: str, handle: str) -> None: ...


@dataclass(frozen=True, slots=True)
class PhonePlaying:
    """What the phone plays (AVRCP 1.6). `position_s` at `at` (Clock.now()). `status`: "playing", "paused", "stopped"."""

    address: str
    status: str = "stopped"
    title: str = ""
    artist: str = ""
    album: str = ""
    duration_s: float | None = None
    position_s: float = 0.0
    at: float = 0.0
    cover: Path | None = None


class MediaDoor(Protocol):
    """AVRCP controller of the phone in use. MEDIA_TOPIC answers with `PhonePlaying` or None."""

    def play(self) -> None: ...
    def pause(self) -> None: ...
    def next(self) -> None: ...
    def previous(self) -> None: ...


#: Where the car keeps what it learnt of a phone: a folder for each address below it.
type FolderOf = Callable[[str], Path]
