"""What one can ask of the phone, and what the phone room needs from the world.

Wishes (`Devices`, `Calls`, `Phonebook`, `Messenger`): Qt's thread; every call returns at once, a state on the board
answers. Doors (`Radio`, `Telephony`, `ObjectPush`...): met by one technology each; their words are the profile's.
"""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from headunit.phone.state import Adapter, Call, Message, Person


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
        """By name (accents, pinyin and its initials, any word), number or company; the best first. Digits alone are
        also letters as a phone's keys have them (ITU-T E.161: 5646 finds John): that is how one spells on the road."""
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

#: Inbox topics: latest `RadioNews`, `TelephonyNews`, `PhonePlaying`; events of all others.
RADIO_TOPIC: Final = "phone.radio"
TELEPHONY_TOPIC: Final = "phone.telephony"
BOOK_TOPIC: Final = "phone.book"
MESSAGES_TOPIC: Final = "phone.messages"
MEDIA_TOPIC: Final = "phone.media"
ANSWER_TOPIC: Final = "phone.answer"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a wish, as an inbox event. `wish`: its name. `fault`: one line, "" done. `address`: of the phone
    that a wish to the radio was for."""

    wish: str
    fault: str = ""
    address: str = ""


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
    """The car's Bluetooth adapter. RADIO_TOPIC answers, and ANSWER_TOPIC with the method's name as the wish: exactly
    one `Answer` for each call. Methods return at once; Qt's thread."""

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
    """What the hands-free profile tells of one phone. `battery`, `signal`: 0..1, None unknown.

    `online`: calls can be made. `rings`: the phone sends its own ring tone (HFP 1.8, 4.13.1), the car need not.
    `on_phone`: the sound is on the handset. `calls`: those that are on. One that just ended is told once more, ENDED,
    with `end` HERE, THERE or LOST: whoever knows its phase before makes REFUSED, MISSED, FAILED of it. A key is never
    used again.
    """

    address: str
    name: str = ""
    online: bool = False
    battery: float | None = None
    signal: float | None = None
    operator: str = ""
    roaming: bool = False
    muted: bool = False
    rings: bool = False
    on_phone: bool = False
    calls: tuple[Call, ...] = ()


@dataclass(frozen=True, slots=True)
class TelephonyNews:
    """All handsets, as an inbox event; `fault`: why there is no telephony at all, one line."""

    handsets: tuple[Handset, ...] = ()
    fault: str = ""


class Telephony(Protocol):
    """Hands-free calls of a phone (HFP 1.8, hands-free side). TELEPHONY_TOPIC answers, and ANSWER_TOPIC with the method
    name as the wish: exactly one `Answer` for each call, within ANSWERED_S, whatever happens to the phone.

    Wishes for one phone are carried out in the order in which they come. Methods return at once; Qt's thread.
    """

    def dial(self, address: str, number: str) -> None:
        """Call; an active call is held first (ATD)."""
        ...

    def answer(self, address: str, key: str) -> None:
        """The one that comes in while no other is on (ATA)."""
        ...

    def hang_up(self, address: str, key: str) -> None:
        """End or refuse this one alone, whatever its phase (AT+CHUP, AT+CHLD=0, 1x)."""
        ...

    def hold_and_answer(self, address: str) -> None:
        """Hold the active one, take the one that waits (AT+CHLD=2)."""
        ...

    def swap(self, address: str) -> None:
        """Hold what is active, take what is held; with one call alone: hold it, or take it again (AT+CHLD=2)."""
        ...

    def merge(self, address: str) -> None:
        """Add the held one to the conversation (AT+CHLD=3)."""
        ...

    def tones(self, address: str, digits: str) -> None:
        """DTMF (AT+VTS)."""
        ...

    def mute(self, address: str, muted: bool) -> None:
        """Our microphone."""
        ...

    def on_phone(self, address: str, on: bool) -> None:
        """Sound to the handset, or back: the audio connection is given up, or made (HFP 1.8, 4.16, 4.17)."""
        ...


#: A wish is answered within (s), if only by a fault.
ANSWERED_S: Final = 10.0


class Book(enum.Enum):
    """The repositories of PBAP 1.2 (clause 3.1), by the names of their files."""

    PEOPLE = "pb"
    FAVOURITES = "fav"
    INCOMING = "ich"
    OUTGOING = "och"
    MISSED = "mch"


@dataclass(frozen=True, slots=True)
class Pulled:
    """One repository as the phone sent it, as an inbox event. `file`: its vCards; the hearer's to read and to remove.

    None where there is nothing new: `fault` says why, in one line, or "" where this phone has no such repository.
    `photos`: whether they were asked for. `last`: nothing more comes of this wish.
    """

    address: str
    book: Book
    file: Path | None = None
    photos: bool = False
    last: bool = False
    fault: str = ""


class BookDoor(Protocol):
    """PBAP 1.2 client. BOOK_TOPIC answers with a `Pulled` for each repository, in the order asked for.

    Nothing is kept but the files of `Pulled`, in the folder that the car has for this phone.
    """

    def pull(self, address: str, books: tuple[Book, ...] = tuple(Book), *, photos: bool = False) -> None:
        """Ask for these. Photos make a phone book a hundred times as long: ask without them first."""
        ...

    def drop(self, address: str) -> None:
        """Stop what is under way, and remove what was written."""
        ...


@dataclass(frozen=True, slots=True)
class Texts:
    """What MAP tells, as an inbox event. `messages`: all, the newest first; empty with `fault`."""

    address: str
    messages: tuple[Message, ...] = ()
    can_send: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class TextArrived:
    """A new one, without its body as a rule, as an inbox event."""

    address: str
    message: Message


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """What came of a wish, as an inbox event. `wish`: "fetch", "mark_read", "send" or "delete". `body`: of a fetch.
    `fault`: one line, "" done."""

    address: str
    wish: str
    handle: str
    body: str | None = None
    fault: str = ""


class TextDoor(Protocol):
    """MAP 1.4 client. MESSAGES_TOPIC answers with `Texts`, `TextArrived` and `TextAnswer`; the latter to each wish
    but `pull`, whatever happens to the link."""

    def pull(self, address: str) -> None:
        """List what there is, and tell of new ones from now on."""
        ...

    def fetch(self, address: str, handle: str) -> None:
        """The body. The phone's own mark "read" is left alone."""
        ...

    def mark_read(self, address: str, handle: str) -> None: ...

    def send(self, address: str, handle: str, number: str, text: str) -> None:
        """`handle`: a name of ours for it, by which the answer comes."""
        ...

    def delete(self, address: str, handle: str) -> None: ...

    def drop(self, address: str) -> None:
        """Let go of this phone: nothing more is told of it."""
        ...


@dataclass(frozen=True, slots=True)
class PhonePlaying:
    """What the phone plays (AVRCP 1.6). `position_s` at `at` (Clock.now()).

    `status`: "playing", "paused" or "stopped".
    """

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
    """AVRCP controller of the phone in use. MEDIA_TOPIC answers with `PhonePlaying`, or None where it tells nothing.
    Methods return at once; Qt's thread."""

    def follow(self, address: str) -> None:
        """Tell of the phone in use from now on; "" none."""
        ...

    def volume(self, share: float) -> None:
        """How loud its sound comes out of the loudspeakers (0..1 of the sound server's scale, which is cubic)."""
        ...

    def play(self) -> None: ...
    def pause(self) -> None: ...
    def next(self) -> None: ...
    def previous(self) -> None: ...


#: Where the car keeps what it learnt of a phone: a folder for each address below it.
type FolderOf = Callable[[str], Path]
