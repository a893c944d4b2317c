"""What is said in bench area `voice`: every command of the tree, in all its ways, and sentences that are none."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from headunit.kernel.board import Board
from headunit.kernel.clock import ManualClock
from headunit.voice.ear import Sentences
from headunit.voice.phrase import is_slot, ways
from headunit.voice.ports import DIGITS, Entry, Rooms, Spoken

#: What stands in slots that are empty without a phone, music or a map: names of every kind, by the end of the slot's
#: name.
_NAMES: Final = {
    "place": "Vaduz, Schaan, Balzers, Zurich Airport, Central Station, City Hall, Main Street, Feldkirch, Sargans",
    "artist": "Miles Davis, Mozart, The Beatles, Johnny Cash, Nina Simone, Kraftwerk, Radiohead, Bob Dylan, Adele",
    "album": "Kind of Blue, Abbey Road, Discovery, Blue Lines, Goldberg Variations, The Man Machine",
    "genre": "jazz, rock, classical, electronic, folk, soul, hip hop, ambient",
    "playlist": "Road trip, Morning, Focus, Party, Evening drive",
    "station": "Radio Liechtenstein, Groove Salad, Radio Paradise, Swiss Jazz",
}
_PEOPLE: Final = (
    "Alice Carter, Bob Miller, Mum, Dad, Carol Jones, David Smith, Emma Wilson, Frank Ito, Grace Lee, Henry Adams, "
    "Isabel Garcia, Jack Brown, Katrin Meier, Lukas Fischer, Maria Schneider, Nora Vogt, Oliver Kaiser, Paula Hoch, "
    "Quentin Moore, Rosa Keller, Stefan Marxer, Tina Walser, Ulrich Beck, Vera Ospelt, Walter Frick, Yvonne Ritter"
)
OUTSIDE: Final = """\
what a lovely day it is outside
the quick brown fox jumps over the lazy dog
i think we should stop for lunch soon
did you see the football match yesterday
the weather tomorrow will be cold
please close the window now
my sister likes chocolate
we are running out of milk
can you hand me the bottle of water
he said that he would be late again
look at that huge truck over there
the children are asleep in the back
i forgot my umbrella at the hotel
do you remember the name of that film
they moved to another house last spring
it costs far too much money
are you hungry or shall we wait
the meeting was really boring today
somebody left the gate open again
her brother bought a new bicycle
we could visit your parents on sunday
there is a strange smell in here
tell me a story about a dragon
what do you want for your birthday
nobody knows the answer to that question
how is your grandmother these days
the police stopped him for speeding
those mountains look beautiful in winter
let us paint the kitchen yellow
give me a piece of that cake
she works as a nurse in the city
yes of course that is no problem
not so loud please
come on
good morning
that is enough""".splitlines()
_DIGITS: Final = (4, 7)


class Empty:
    """A house without rooms: what slots hold by themselves."""

    def __init__(self) -> None:
        self.board, self.clock = Board(), ManualClock()

    def port[T](self, kind: type[T]) -> T | None:  # noqa: ARG002
        """Nothing is here."""
        return None


@dataclass(frozen=True, slots=True)
class Said:
    """`text` means the command `name` with `slots`; "" for a sentence that means none."""

    text: str
    name: str
    slots: tuple[tuple[str, str], ...] = ()


def taught(commands: Iterable[Spoken]) -> list[Sentences]:
    """The English of them, with something in each slot. Free text is left out: it needs dictation."""
    house = Empty()
    return [
        Sentences(
            one.name,
            one.phrases["en"],
            {slot: _entries(slot, fill, house) for slot, fill in one.slots.items()},
            one.free,
        )
        for one in commands
        if one.phrases.get("en")
    ]


def _entries(slot: str, fill: Callable[[Rooms], Iterable[Entry]], house: Rooms) -> tuple[Entry, ...]:
    found = tuple(entry for entry in fill(house) if entry.language in {"", "en"})
    if found:
        return found
    names = next((names for kind, names in _NAMES.items() if slot.endswith(kind)), _PEOPLE)
    return tuple(Entry(name, name) for name in names.split(", "))


def sayings(sentences: Iterable[Sentences], count: int, seed: int) -> list[Said]:
    """So many, each command in turn, each in any of its ways and with anything in its slots."""
    chance = random.Random(seed)
    known = [one for one in sentences if any(f"{{{one.free}}}" not in phrase for phrase in one.phrases)]
    found: list[Said] = []
    while known and len(found) < count:
        found += [_saying(one, chance) for one in chance.sample(known, min(len(known), count - len(found)))]
    return found


def _saying(one: Sentences, chance: random.Random) -> Said:
    phrases = [phrase for phrase in one.phrases if not one.free or f"{{{one.free}}}" not in phrase]
    words, slots = [], {}
    for symbol in chance.choice(ways(chance.choice(phrases))):
        if not is_slot(symbol):
            words.append(symbol)
            continue
        entry = chance.choice(one.slots[symbol[1:-1]])
        if entry == DIGITS:
            digits = "".join(chance.choice("0123456789") for _ in range(chance.randint(*_DIGITS)))
            entry = Entry(" ".join(digits), digits)
        words.append(entry.said)
        slots[symbol[1:-1]] = entry.value
    return Said(" ".join(words), one.name, tuple(sorted(slots.items())))


def outside(count: int, seed: int) -> list[Said]:
    """Sentences that are no command."""
    return [Said(text, "") for text in random.Random(seed).sample(OUTSIDE, min(count, len(OUTSIDE)))]
