"""English."""

from collections.abc import Sequence
from typing import Final, override

from headunit.guidance.phrases import Distance, LaneHint, Step, Unit
from headunit.guidance.words import Words, number, spelled
from headunit.routing.state import Turn

ORDINALS: Final = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
COUNTS: Final = ("", "", "two ", "three ", "four ", "five ", "six ")
OCTANTS: Final = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
UNITS: Final = {
    Unit.METRE: ("metre", "metres"),
    Unit.KILOMETRE: ("kilometre", "kilometres"),
    Unit.FOOT: ("foot", "feet"),
    Unit.YARD: ("yard", "yards"),
    Unit.MILE: ("mile", "miles"),
}
PARTS: Final = {0.25: "a quarter", 0.5: "half", 0.75: "three quarters"}
#: What is written short and said in full; at the end of a name, and at its beginning.
AT_END: Final = {
    "St": "Street",
    "Rd": "Road",
    "Ave": "Avenue",
    "Av": "Avenue",
    "Blvd": "Boulevard",
    "Dr": "Drive",
    "Ln": "Lane",
    "Hwy": "Highway",
    "Pkwy": "Parkway",
    "Sq": "Square",
    "Ct": "Court",
    "Pl": "Place",
    "Str": "Straße",
}
AT_START: Final = {"St": "Saint", "Ste": "Sainte", "Mt": "Mount", "N": "North", "S": "South", "E": "East", "W": "West"}
DO: Final = {
    Turn.SLIGHT_RIGHT: "bear right",
    Turn.RIGHT: "turn right",
    Turn.SHARP_RIGHT: "turn sharp right",
    Turn.UTURN_RIGHT: "make a U-turn",
    Turn.UTURN_LEFT: "make a U-turn",
    Turn.SHARP_LEFT: "turn sharp left",
    Turn.LEFT: "turn left",
    Turn.SLIGHT_LEFT: "bear left",
    Turn.RAMP_STRAIGHT: "take the ramp straight ahead",
    Turn.RAMP_RIGHT: "take the ramp on the right",
    Turn.RAMP_LEFT: "take the ramp on the left",
    Turn.STAY_STRAIGHT: "keep straight on",
    Turn.STAY_RIGHT: "keep right",
    Turn.STAY_LEFT: "keep left",
    Turn.MERGE: "merge",
    Turn.MERGE_RIGHT: "merge to the right",
    Turn.MERGE_LEFT: "merge to the left",
    Turn.ROUNDABOUT_EXIT: "leave the roundabout",
    Turn.FERRY: "take the ferry",
}
SIDES: Final = {Turn.ARRIVE_LEFT: "left", Turn.ARRIVE_RIGHT: "right", Turn.EXIT_LEFT: "left", Turn.EXIT_RIGHT: "right"}


def spoken_name(name: str) -> str:
    """A street's name without what is written short."""
    words = name.split()
    for index, word in enumerate(words):
        full = (AT_START if index == 0 and len(words) > 1 else AT_END).get(word.rstrip("."))
        words[index] = full or word
    return spelled(" ".join(words))


class Spoken(Words):
    """English as it is said in a car."""

    language = "en"

    @override
    def ahead(self, distance: Distance, steps: Sequence[Step]) -> str:
        return f"In {self._distance(distance)}, {self._chain(steps, ahead=True)}."

    @override
    def now(self, steps: Sequence[Step]) -> str:
        text = self._chain(steps, ahead=False)
        return f"{text[0].upper()}{text[1:]}."

    @override
    def depart(self, octant: int | None, street: str) -> str:
        onto = f" on {spoken_name(street)}" if street else ""
        return f"Head {OCTANTS[octant]}{onto}." if octant is not None else f"Start{onto}."

    @override
    def follow(self, distance: Distance, street: str) -> str:
        on = f" on {spoken_name(street)}" if street else ""
        return f"Continue{on} for {self._distance(distance)}."

    @override
    def rerouted(self) -> str:
        return "New route."

    @override
    def better(self, minutes: int) -> str:
        return f"There is a faster route. It saves {minutes} {'minute' if minutes == 1 else 'minutes'}."

    @override
    def camera(self, limit: int | None) -> str:
        return "Speed camera ahead." if limit is None else f"Speed camera ahead. The limit is {limit}."

    @override
    def seconds(self, text: str) -> float:
        return 0.6 + 0.068 * len(text) + 0.22 * sum(char.isdigit() for char in text)

    def _distance(self, distance: Distance) -> str:
        one, many = UNITS[distance.unit]
        if distance.amount in PARTS:
            part = PARTS[distance.amount]
            return f"{part} of a {one}" if "quarter" in part else f"half a {one}"
        if distance.amount == 1.5:  # noqa: PLR2004
            return f"one and a half {many}"
        return f"{number(distance.amount)} {one if distance.amount == 1 else many}"

    def _chain(self, steps: Sequence[Step], *, ahead: bool) -> str:
        first, *rest = steps
        text = self._step(first, ahead=ahead)
        for step in rest:
            text += f", then {self._step(step, ahead=True)}"
        return text

    def _step(self, step: Step, *, ahead: bool) -> str:
        lanes = f"use {self._lanes(step.lanes)} and " if step.lanes else ""
        match step.turn:
            case Turn.ARRIVE | Turn.ARRIVE_LEFT | Turn.ARRIVE_RIGHT:
                return self._arrive(step, ahead=ahead)
            case Turn.EXIT_LEFT | Turn.EXIT_RIGHT:
                name = f"exit {step.exit_number}" if step.exit_number else "the exit"
                return f"{lanes}take {name} on the {SIDES[step.turn]}{self._target(step)}"
            case Turn.ROUNDABOUT:
                if not step.exit_count:
                    return f"{lanes}enter the roundabout"
                known = step.exit_count < len(ORDINALS)
                name = f"the {ORDINALS[step.exit_count]} exit" if known else f"exit {step.exit_count}"
                return f"{lanes}enter the roundabout and take {name}{self._target(step)}"
            case _:
                return f"{lanes}{DO.get(step.turn, 'go straight on')}{self._target(step)}"

    def _target(self, step: Step) -> str:
        if step.toward:
            return f" towards {spoken_name(step.toward)}"
        return f" onto {spoken_name(step.street)}" if step.street and step.turn is not Turn.FERRY else ""

    def _arrive(self, step: Step, *, ahead: bool) -> str:
        side = SIDES.get(step.turn)
        what = "your destination" if step.final else "your stop"
        what += f", {step.place}" if step.place and not step.final else ""
        if ahead:
            return f"you will reach {what}" + (f", on the {side}" if side else "")
        return f"you have reached {what}" + (f". It is on the {side}" if side else "")

    def _lanes(self, hint: LaneHint) -> str:
        many = hint.count > 1
        count = COUNTS[hint.count] if hint.count < len(COUNTS) else f"{hint.count} "
        return f"the {count}{hint.side} lane{'s' if many else ''}"
