"""A person as shown and dialled: initials for a missing photo, and the number that is meant. Pure."""

from collections.abc import Iterable

from headunit.phone.state import Number, NumberKind, Person

#: Numbers are the same where so many of their last digits are (see `Phonebook.who`).
TELLING_DIGITS = 9
_FIRST = (NumberKind.MOBILE, NumberKind.HOME, NumberKind.WORK, NumberKind.OTHER)


def initials(name: str) -> str:
    """One or two letters that stand for a face; "" where a name has none, such as a bare number.

    Han and kana need no second one: the family name comes first and is one character as a rule.
    """
    words = [word for word in name.split() if word[0].isalpha()]
    if not words:
        return ""
    first, last = words[0][0], words[-1][0]
    if len(words) == 1 or ord(first) >= 0x2E80:  # noqa: PLR2004  CJK Radicals Supplement: from here on no alphabet
        return first.upper()
    return (first + last).upper()


def telling(number: str) -> str:
    """The digits by which two ways to write a number are compared."""
    return "".join(digit for digit in number if digit.isdecimal())[-TELLING_DIGITS:]


def kind_of(person: Person | None, number: str) -> str:
    """A `NumberKind` value: which of the person's numbers this is; "" unknown."""
    if person is None:
        return ""
    asked = telling(number)
    return next((known.kind.value for known in person.numbers if telling(known.number) == asked), "")


def best_number(person: Person, kind: NumberKind | None = None) -> Number | None:
    """The number that one means: of `kind` where given, else the preferred one, a mobile, then as they come."""
    numbers = [known for known in person.numbers if kind is None or known.kind is kind]
    return min(numbers, key=lambda known: (not known.preferred, _FIRST.index(known.kind)), default=None)


def unequivocal(person: Person) -> Number | None:
    """The number that is dialled without asking which: the only one, or the one the driver's phone prefers."""
    if len(person.numbers) == 1:
        return person.numbers[0]
    preferred = [known for known in person.numbers if known.preferred]
    return preferred[0] if len(preferred) == 1 else None


def words_of(names: Iterable[str]) -> str:
    """Several names in one line, as on a conference."""
    return ", ".join(name for name in names if name)
