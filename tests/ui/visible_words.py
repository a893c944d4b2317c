"""The words that QML shows without asking for a translation, found in its source."""

import re
from collections.abc import Iterator
from pathlib import Path

#: Properties whose text a person reads or hears.
SHOWN = r"(?:Accessible\.\w+|\w*(?:[tT]ext|label|title|what|advice|action|unit|choices|words|names))"
BINDING = re.compile(rf"^\s*(?:(?:required |readonly |default )*property [\w<>.]+ )?({SHOWN}):\s*(.*)$")
#: What is asked for, compared with or looked up is not shown.
NOT_SHOWN = (
    r'qsTr(?:anslate)?\(\s*(?:"(?:[^"\\]|\\.)*"\s*,?\s*)+',
    r'[=!]==?\s*"[^"]*"',
    r'\.(?:includes|startsWith|endsWith|indexOf|arg)\("[^"]*"\)',
    r'"[^"]*"\s*:',
)
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')


def _bindings(text: str) -> Iterator[str]:
    """The expressions bound to what is shown, each to the end of its brackets."""
    lines = iter(re.sub(r"(?m)//.*$", "", text).splitlines())
    for line in lines:
        found = BINDING.match(line)
        if found is None:
            continue
        expression = found[2]
        while sum(expression.count(o) - expression.count(c) for o, c in ("()", "[]", "{}")) > 0:
            expression += "\n" + next(lines)
        yield expression


def literals(file: Path) -> Iterator[str]:
    """Each literal with a letter in it that `file` shows as it stands."""
    for expression in _bindings(file.read_text("utf-8")):
        for pattern in NOT_SHOWN:
            expression = re.sub(pattern, " ", expression)  # noqa: PLW2901  what is left is looked at
        yield from (word for word in LITERAL.findall(expression) if any(letter.isalpha() for letter in word))
