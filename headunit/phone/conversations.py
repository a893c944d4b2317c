"""Texts in order: one conversation for each person or number, the one with the newest text first. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from headunit.phone.people import TELLING_DIGITS, telling
from headunit.phone.state import Message


@dataclass(frozen=True, slots=True)
class Conversation:
    """Texts from and to one number. `messages`: the newest first, at least one. `unread`: those nobody has read."""

    key: str
    messages: tuple[Message, ...]

    @property
    def newest(self) -> Message:
        return self.messages[0]

    @property
    def name(self) -> str:
        return next((message.name for message in self.messages if message.name), "")

    @property
    def number(self) -> str:
        return self.newest.number

    @property
    def unread(self) -> tuple[Message, ...]:
        return tuple(message for message in self.messages if not message.read and not message.outgoing)


def key_of(number: str) -> str:
    """The conversation that a number belongs to. Short codes and names of senders ("AMAZON") are as they are."""
    digits = telling(number)
    return digits if len(digits) == TELLING_DIGITS else number


def conversations(messages: Iterable[Message]) -> list[Conversation]:
    """`messages`: the newest first, as `MessagesState` has them."""
    found: dict[str, list[Message]] = {}
    for message in messages:
        found.setdefault(key_of(message.number), []).append(message)
    return [Conversation(key, tuple(texts)) for key, texts in found.items()]


def answerable(number: str) -> bool:
    """Whether a person is at the other end: senders that are words take no answer."""
    return any(digit.isdecimal() for digit in number) and not any(letter.isalpha() for letter in number)
