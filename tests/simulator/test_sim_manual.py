"""The page that tells how to write a scenario says what the program accepts."""

from headunit.kernel.data import data_path
from headunit.simulator import scenario
from headunit.simulator.commands import KINDS, Kind, Parameter

MANUAL = data_path("assets", "scenarios", "README.md")


def cell(parameter: Parameter) -> str:
    name = f"`{parameter.name}`" if parameter.required else f"[`{parameter.name}`]"
    return f"{name} {parameter.accepted().replace('|', '/')} ({parameter.about})"


def row(word: str, kind: Kind) -> str:
    return f"| `{word}` | {kind.about} | {'; '.join(cell(parameter) for parameter in kind.parameters)} |"


def test_every_event_is_described_as_it_is() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    for word, kind in KINDS.items():
        assert row(word, kind) in text
    assert text.count("\n| `") == len(KINDS) + len(scenario.names())


def test_every_scenario_is_listed_with_its_title() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    for name in scenario.names():
        assert f"| `{name}` | {scenario.load(name).title} |" in text
