"""A TOML table read strictly: what is missing, unknown or out of range becomes one line that a person can act on.

Knows TOML's types and nothing of scenarios or roads.
"""

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from headunit.kernel.errors import HeadunitError


class Table:
    """One table and where it stands, so that each complaint can name the place.

    Every key asked for is remembered; `finish` complains about the others. All methods raise HeadunitError.
    """

    def __init__(self, values: Mapping[str, object], where: str) -> None:
        self._values = values
        self._asked: list[str] = []
        self.where = where

    def wrong(self, key: str, accepted: str) -> HeadunitError:
        """What to raise when the value of `key` is not what is accepted."""
        given = f", not {self._values[key]!r}" if key in self._values else ""
        return HeadunitError(f"{self.where}: {key} must be {accepted}{given}")

    def has(self, key: str) -> bool:
        """Whether the file says anything of `key`."""
        self._asked.append(key)
        return key in self._values

    def number(self, key: str, low: float, high: float, default: float | None = None) -> float:
        """A number from `low` to `high`, whole or not; `default` where it is left out."""
        if not self.has(key) and default is not None:
            return default
        value = self._values.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
            return float(value)
        raise self.wrong(key, f"a number from {low:g} to {high:g}")

    def flag(self, key: str, default: bool | None = None) -> bool:
        """True or false."""
        if not self.has(key) and default is not None:
            return default
        value = self._values.get(key)
        if not isinstance(value, bool):
            raise self.wrong(key, "true or false")
        return value

    def word(self, key: str, default: str | None = None, choices: Sequence[str] = ()) -> str:
        """Text that is not empty; one of `choices` where there are any."""
        if not self.has(key) and default is not None:
            return default
        value = self._values.get(key)
        if not isinstance(value, str) or not value.strip() or (choices and value not in choices):
            raise self.wrong(key, f"one of {', '.join(choices)}" if choices else "a text")
        return value

    def words(self, key: str, choices: Sequence[str], default: Sequence[str]) -> tuple[str, ...]:
        """A list of words, each of them one of `choices`, none twice."""
        if not self.has(key):
            return tuple(default)
        value = self._values[key]
        if not isinstance(value, list) or any(word not in choices for word in value) or len(set(value)) != len(value):
            raise self.wrong(key, f"a list of some of {', '.join(choices)}")
        return tuple(value)

    def moment(self, key: str) -> dt.datetime:
        """A date and time with its offset from UTC, as in 2026-05-01T09:41:00+02:00."""
        self.has(key)
        value = self._values.get(key)
        if not isinstance(value, dt.datetime) or value.tzinfo is None:
            raise self.wrong(key, "a date and time with its zone, like 2026-05-01T09:41:00+02:00")
        return value

    def numbers(self, key: str, count: int) -> tuple[float, ...]:
        """A list of exactly `count` numbers."""
        self.has(key)
        value = self._values.get(key)
        given = value if isinstance(value, list) else []
        numbers = [item for item in given if isinstance(item, int | float) and not isinstance(item, bool)]
        if not len(numbers) == len(given) == count:
            raise self.wrong(key, f"a list of {count} numbers")
        return tuple(float(number) for number in numbers)

    def table(self, key: str) -> "Table":
        """The table inside; an empty one where it is left out."""
        value = self._values.get(key, {}) if self.has(key) else {}
        if not isinstance(value, dict):
            raise self.wrong(key, "a table")
        return Table(value, f"{self.where}: [{key}]")

    def tables(self, key: str, title: str) -> list["Table"]:
        """The list of tables inside, each known in complaints as `title` and its number, which counts from 1."""
        value = self._values.get(key, []) if self.has(key) else []
        if not isinstance(value, list) or any(not isinstance(item, dict) for item in value):
            raise self.wrong(key, "a list of tables")
        return [Table(item, f"{self.where}: {title} {number}") for number, item in enumerate(value, 1)]

    def finish(self) -> None:
        """Complain about the first key that nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                accepted = ", ".join(sorted(set(self._asked)))
                raise HeadunitError(f"{self.where}: unknown key {key!r}; accepted are {accepted}")


def read(path: Path) -> Table:
    """The whole of a TOML file. Raises HeadunitError where it cannot be read or is not TOML."""
    try:
        return Table(tomllib.loads(path.read_text(encoding="utf-8")), str(path.name))
    except OSError as error:
        raise HeadunitError(f"{path}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise HeadunitError(f"{path}: not TOML: {error}") from error
