"""German. Every clause begins with its verb, so that it stands alone ("Biegen Sie rechts ab.") and after a distance
("In 400 Metern biegen Sie rechts ab.")."""

import re
from collections.abc import Sequence
from typing import Final, override

from headunit.guidance.phrases import Distance, LaneHint, Step, Unit
from headunit.guidance.words import Words, number, spelled
from headunit.routing.state import Turn

ORDINALS: Final = (
    "",
    "erste",
    "zweite",
    "dritte",
    "vierte",
    "fünfte",
    "sechste",
    "siebte",
    "achte",
    "neunte",
    "zehnte",
)
COUNTS: Final = ("", "", "beiden ", "drei ", "vier ", "fünf ", "sechs ")
OCTANTS: Final = ("Norden", "Nordosten", "Osten", "Südosten", "Süden", "Südwesten", "Westen", "Nordwesten")
#: Dative singular and plural ("in einem Kilometer"), accusative as after "für"/measure ("einen Kilometer lang").
UNITS: Final = {
    Unit.METRE: ("einem Meter", "Metern", "einen Meter", "Meter"),
    Unit.KILOMETRE: ("einem Kilometer", "Kilometern", "einen Kilometer", "Kilometer"),
    Unit.FOOT: ("einem Fuß", "Fuß", "einen Fuß", "Fuß"),
    Unit.YARD: ("einem Yard", "Yards", "ein Yard", "Yards"),
    Unit.MILE: ("einer Meile", "Meilen", "eine Meile", "Meilen"),
}
#: (dative, accusative) of parts.
PARTS: Final = {
    (0.5, Unit.KILOMETRE): ("einem halben Kilometer", "einen halben Kilometer"),
    (0.25, Unit.MILE): ("einer Viertelmeile", "eine Viertelmeile"),
    (0.5, Unit.MILE): ("einer halben Meile", "eine halbe Meile"),
    (0.75, Unit.MILE): ("einer Dreiviertelmeile", "eine Dreiviertelmeile"),
    (1.5, Unit.KILOMETRE): ("anderthalb Kilometern", "anderthalb Kilometer"),
    (1.5, Unit.MILE): ("anderthalb Meilen", "anderthalb Meilen"),
}
#: First words of French and Italian roads: these are no adjectives.
FRENCH: Final = r"(rue|avenue|route|place|via|strada|piazza|autoroute|boulevard|quai|chemin|corso|viale|cours|square)\b"
#: "Am Graben", "Im Mühleholz": takes no article. "Langer Weg": an adjective, which is declined, but not that of a town
#: ("Feldkircher").
PREPOSITION: Final = r"(Am|An|Auf|Im|In|Zum|Zur|Unter|Ober|Hinter|Vor|Bei|Beim)\b"
ADJECTIVE: Final = r"\w+[er] [A-ZÄÖÜ]"
#: A road's gender by the end of its name, or by its first word where that is French or Italian; accusative article.
ENDS: Final = (
    ("die", r"(stra(ß|ss)e|gasse|allee|chaussee|brücke|promenade|avenue|autobahn|umfahrung|zeile|twiete|steige|rue)$"),
    ("den", r"(weg|platz|ring|damm|steig|markt|graben|pfad|wall|kai|park|tunnel|kreisel|boulevard|stieg|rain)$"),
    ("das", r"(ufer|gässchen|gässle|gässli)$"),
    ("die", r"^(rue|avenue|route|place|via|strada|piazza|autoroute)\b"),
    ("den", r"^(boulevard|quai|chemin|corso|viale|vicolo|square|cours|tunnel)\b"),
    ("die", r"^[A-Z]( [A-Z])* \d+[a-z]?$"),
)
DO: Final = {
    Turn.SLIGHT_RIGHT: "fahren Sie {at}leicht rechts{to}",
    Turn.RIGHT: "biegen Sie {at}rechts{to} ab",
    Turn.SHARP_RIGHT: "biegen Sie {at}scharf rechts{to} ab",
    Turn.UTURN_RIGHT: "wenden Sie {at}",
    Turn.UTURN_LEFT: "wenden Sie {at}",
    Turn.SHARP_LEFT: "biegen Sie {at}scharf links{to} ab",
    Turn.LEFT: "biegen Sie {at}links{to} ab",
    Turn.SLIGHT_LEFT: "fahren Sie {at}leicht links{to}",
    Turn.RAMP_STRAIGHT: "fahren Sie {at}geradeaus auf die Auffahrt{to}",
    Turn.RAMP_RIGHT: "nehmen Sie {at}rechts die Auffahrt{to}",
    Turn.RAMP_LEFT: "nehmen Sie {at}links die Auffahrt{to}",
    Turn.STAY_STRAIGHT: "fahren Sie {at}geradeaus weiter{to}",
    Turn.STAY_RIGHT: "halten Sie sich {at}rechts{to}",
    Turn.STAY_LEFT: "halten Sie sich {at}links{to}",
    Turn.MERGE: "fädeln Sie sich {at}{to} ein",
    Turn.MERGE_RIGHT: "fädeln Sie sich {at}rechts{to} ein",
    Turn.MERGE_LEFT: "fädeln Sie sich {at}links{to} ein",
    Turn.ROUNDABOUT_EXIT: "verlassen Sie {at}den Kreisverkehr{to}",
    Turn.FERRY: "fahren Sie {at}auf die Fähre",
}
SIDES: Final = {
    Turn.ARRIVE_LEFT: "linken",
    Turn.ARRIVE_RIGHT: "rechten",
    Turn.EXIT_LEFT: "links",
    Turn.EXIT_RIGHT: "rechts",
}
LANE_SIDES: Final = {"left": "linken", "right": "rechten", "middle": "mittleren"}


def spoken_name(name: str) -> str:
    """A street's name without what is written short."""
    name = re.sub(r"\bStr\.?(?=\s|$)", "Straße", name)
    name = re.sub(r"\bPl\.?(?=\s|$)", "Platz", name)
    name = re.sub(r"(?<=\w)pl\.(?=\s|$)", "platz", name)
    name = re.sub(r"\bSt\.(?=\s|-)", "Sankt", name)
    name = re.sub(r"\bDr\.(?=\s|-)", "Doktor", name)
    name = re.sub(r"\bProf\.(?=\s|-)", "Professor", name)
    return spelled(name)


def gender(name: str) -> str:
    """The accusative article of a road, as far as its name shows it; "" unknown."""
    for article, pattern in ENDS:
        if re.search(pattern, name, 0 if r"\d" in pattern else re.IGNORECASE):
            return article
    return ""


def onto(street: str) -> str:
    """What follows the verb: "auf die Hauptstraße", "auf den Ring". A name of unknown gender is that of a Straße."""
    name = spoken_name(street)
    if not name:
        return ""
    article = "" if re.match(PREPOSITION, name) else gender(name)
    # "auf die Lange Gasse" stays as it is; "Langer Weg" would have to become "den Langen Weg".
    if article != "die" and re.match(ADJECTIVE, name) and not re.match(FRENCH, name, re.IGNORECASE):
        article = ""
    return f" auf {article} {name}" if article else f" in die Straße {name}"


def along(street: str) -> str:
    """The road in the dative: "der Hauptstraße", "dem Ring", "der Straße Lange Gasse"."""
    name = spoken_name(street)
    article = "" if re.match(PREPOSITION, name) else gender(name)
    # "der Feldkircher Straße" stays as it is; "Lange Gasse" would have to become "der Langen Gasse".
    stays = re.match(FRENCH, name, re.IGNORECASE) or (article == "die" and re.match(r"\w+er [A-ZÄÖÜ]", name))
    if not article or (re.match(ADJECTIVE, name) and not stays):
        return f"der Straße {name}"
    return f"{'der' if article == 'die' else 'dem'} {name}"


class Spoken(Words):
    """German as it is said in a car."""

    language = "de"

    @override
    def ahead(self, distance: Distance, steps: Sequence[Step]) -> str:
        return f"In {self._distance(distance)} {self._chain(steps, ahead=True)}."

    @override
    def now(self, steps: Sequence[Step]) -> str:
        if steps[0].turn in {Turn.ARRIVE, Turn.ARRIVE_LEFT, Turn.ARRIVE_RIGHT}:
            return self._arrived(steps[0])
        text = self._chain(steps, ahead=False)
        return f"{text[0].upper()}{text[1:]}."

    @override
    def depart(self, octant: int | None, street: str) -> str:
        if octant is None:
            return "Fahren Sie los."
        on = f" auf {along(street)}" if street else ""
        return f"Fahren Sie{on} nach {OCTANTS[octant]}."

    @override
    def follow(self, distance: Distance, street: str) -> str:
        if not street:
            return f"Fahren Sie {self._distance(distance, 1)} weiter."
        return f"Folgen Sie {along(street)} {self._distance(distance, 1)} lang."

    @override
    def rerouted(self) -> str:
        return "Neue Route."

    @override
    def better(self, minutes: int) -> str:
        saved = "eine Minute" if minutes == 1 else f"{minutes} Minuten"
        return f"Es gibt eine schnellere Route. Sie spart {saved}."

    @override
    def camera(self, limit: int | None) -> str:
        return "Achtung, Blitzer voraus." if limit is None else f"Achtung, Blitzer voraus. Erlaubt sind {limit}."

    @override
    def seconds(self, text: str) -> float:
        return 0.6 + 0.07 * len(text) + 0.24 * sum(char.isdigit() for char in text)

    def _distance(self, distance: Distance, case: int = 0) -> str:
        """`case`: 0 dative, 1 accusative."""
        parts = PARTS.get((distance.amount, distance.unit))
        if parts is not None:
            return parts[case]
        unit = UNITS[distance.unit]
        if distance.amount == 1:
            return unit[2 * case]
        return f"{number(distance.amount).replace('.', ',')} {unit[2 * case + 1]}"

    def _chain(self, steps: Sequence[Step], *, ahead: bool) -> str:
        first, *rest = steps
        text = self._step(first, "" if ahead else "jetzt ")
        for step in rest:
            text += f", danach {self._step(step, 'sofort ')}"
        return text

    def _step(self, step: Step, at: str) -> str:
        lanes = ""
        if step.lanes:
            lanes, at = f"ordnen Sie sich {self._lanes(step.lanes)} ein und ", ""
        match step.turn:
            case Turn.ARRIVE | Turn.ARRIVE_LEFT | Turn.ARRIVE_RIGHT:
                side = SIDES.get(step.turn)
                return f"erreichen Sie {self._goal(step)}" + (f" auf der {side} Seite" if side else "")
            case Turn.EXIT_LEFT | Turn.EXIT_RIGHT:
                number_ = f" {step.exit_number}" if step.exit_number else ""
                return f"{lanes}nehmen Sie {at}{SIDES[step.turn]} die Ausfahrt{number_}{self._target(step)}"
            case Turn.ROUNDABOUT:
                if not step.exit_count:
                    return f"{lanes}fahren Sie {at}in den Kreisverkehr"
                known = step.exit_count < len(ORDINALS)
                name = f"die {ORDINALS[step.exit_count]} Ausfahrt" if known else f"Ausfahrt {step.exit_count}"
                return f"{lanes}nehmen Sie im Kreisverkehr {name}{self._target(step)}"
            case _:
                text = DO.get(step.turn, "fahren Sie {at}geradeaus weiter{to}")
                said = text.format(at=at, to=self._target(step))
                return lanes + re.sub(r" {2,}", " ", said).rstrip()

    def _target(self, step: Step) -> str:
        if step.toward:
            return f" Richtung {spoken_name(step.toward)}"
        return onto(step.street)

    def _goal(self, step: Step) -> str:
        if step.final:
            return "Ihr Ziel"
        return f"Ihr Zwischenziel {step.place}".rstrip()

    def _arrived(self, step: Step) -> str:
        side = SIDES.get(step.turn)
        text = f"Sie haben {self._goal(step)} erreicht."
        return text + (f" Es liegt auf der {side} Seite." if side else "")

    def _lanes(self, hint: LaneHint) -> str:
        side = LANE_SIDES[hint.side]
        if hint.count == 1:
            return f"auf dem {side} Fahrstreifen"
        count = COUNTS[hint.count] if hint.count < len(COUNTS) else f"{hint.count} "
        return f"auf den {count}{side} Fahrstreifen"
