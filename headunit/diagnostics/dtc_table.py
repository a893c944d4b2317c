"""The texts of trouble codes: our own words in `assets/dtc/<language>.toml`, and a garage's file laid over them.

[codes]
P0301 = "Cylinder 1: misfire"
[failure_types]
11 = "circuit short to ground"
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from headunit.diagnostics.dtc import structure_of
from headunit.diagnostics.state import TroubleCode
from headunit.kernel.data import data_path
from headunit.kernel.errors import HeadunitError

LANGUAGES: Final = ("en", "de", "zh")
#: A table of every code that could be is not larger.
_MAX_BYTES: Final = 8 << 20
_CODE: Final = re.compile(r"[PCBU][0-3][0-9A-F]{3}(-[0-9A-F]{2})?")
_TYPE: Final = re.compile(r"[0-9A-F]{2}")
_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "en": ("manufacturer code, no description", "no description"),
    "de": ("Herstellercode, keine Beschreibung", "keine Beschreibung"),
    "zh": ("厂商自定义代码, 无说明", "无说明"),
}


class DtcTable:
    """Texts in one language. `codes`: by "P0301" or, more exactly, "P0301-1C"; `failure_types`: by two hex digits."""

    def __init__(self, language: str, codes: Mapping[str, str], failure_types: Mapping[str, str]) -> None:
        self.language, self.codes, self.failure_types = language, codes, failure_types

    def text(self, code: TroubleCode) -> str:
        """What the code means; for one that is not in the table, that it has no description, and whose it is."""
        exact = self.codes.get(code.full)
        if exact is not None:
            return exact
        text = self.codes.get(code.code)
        if text is None:
            makers, unknown = _WORDS[self.language]
            text = unknown if structure_of(code.code).generic else makers
        kind = "" if code.failure_type is None else self.failure_types.get(f"{code.failure_type:02X}", "")
        return f"{text} ({kind})" if kind else text


def load_table(language: str, extra: Path | None = None) -> DtcTable:
    """The table of `language` (one of LANGUAGES); where it lacks a text, English. `extra`: a garage's file over it.

    Raises HeadunitError, naming file and entry, for a file that cannot be read or is no such table.
    """
    codes: dict[str, str] = {}
    types: dict[str, str] = {}
    files = [data_path("assets", "dtc", f"{name}.toml") for name in dict.fromkeys(("en", language))]
    for file in [*files, *([extra] if extra else [])]:
        new_codes, new_types = _read(file)
        codes |= new_codes
        types |= new_types
    return DtcTable(language, codes, types)


def _read(file: Path) -> tuple[dict[str, str], dict[str, str]]:
    try:
        if file.stat().st_size > _MAX_BYTES:
            raise HeadunitError(f"{file} is too large for a table of trouble codes")
        content = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise HeadunitError(f"cannot read {file}: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise HeadunitError(f"{file} is no table of trouble codes: {error}") from error
    strange = content.keys() - {"codes", "failure_types"}
    if strange:
        raise HeadunitError(f"{file}: [{min(strange)}] is neither [codes] nor [failure_types]")
    return _section(file, content, "codes", _CODE), _section(file, content, "failure_types", _TYPE)


def _section(file: Path, content: Mapping[str, object], name: str, key: re.Pattern[str]) -> dict[str, str]:
    section = content.get(name, {})
    if not isinstance(section, dict):
        raise HeadunitError(f"{file}: {name} is a table: [{name}]")
    for code, text in section.items():
        if not key.fullmatch(code) or not isinstance(text, str) or not text.strip():
            raise HeadunitError(f'{file}: [{name}] {code} = {text!r} is not like P0301 = "text"')
    return section
