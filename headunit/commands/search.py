"""`headunit search`: what the search of the navigation pane finds for a text, in the order in which it shows it."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.kernel.geodesy import LatLon
    from headunit.places.state import Hit
    from headunit.regions.state import Region

DESCRIPTION = """\
Search a region of the map: names, streets, house numbers, kinds, coordinates, plus codes; in any language, and
with a typing error or two. Distances are straight lines from --near; without it, what is nearer to the middle of the
region comes first and no distance is told.

examples:
  headunit search "austrasse 12 vaduz"
  headunit search "charger near me" --near 47.141,9.521
  headunit search --kind fuel --near 47.141,9.521 --limit 3
  headunit search "4FVC+9G Vaduz" --json

--json prints one object a line:
  {"name", "kind", "where", "lat_deg", "lon_deg", "distance_m": number | null,
   "bearing_deg": number | null, "details": {}}
Exit code 1: nothing found, or no region to search in.
"""
_POINTS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
#: More of what was asked is not repeated.
_TOLD = 60
_NAME_WIDTH, _WHERE_WIDTH = 34, 34
DEFAULT_LIMIT, MOST = 8, 100


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `headunit search`."""
    parser = commands.add_parser(
        "search",
        help="find places by name, address, kind or coordinates",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("text", nargs="*", metavar="TEXT", help="what to look for; words need no quotes")
    parser.add_argument("--near", metavar="LAT,LON", help="where you are")
    parser.add_argument("--kind", metavar="K", help="only places of this kind: fuel, charger, parking, ...")
    parser.add_argument("--region", metavar="R", help="which region; otherwise the one chosen, or that of --near")
    parser.add_argument("--limit", type=int, default=DEFAULT_LIMIT, metavar="N", help="at most so many (%(default)s)")
    parser.add_argument("--lang", metavar="XX", help="of the names: en, de, zh, ... (the language of the settings)")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="where the regions stand ([map] folder)")
    parser.add_argument("--json", action="store_true", help="one JSON object a line; null is unknown")
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Print what is found. Raises HeadunitError where that is nothing."""
    from headunit.commands.asked_region import asked_region
    from headunit.kernel.errors import HeadunitError, UsageError
    from headunit.kernel.lines import write_lines
    from headunit.settings import environment, load

    text = " ".join(args.text).strip()
    if not text and not args.kind:
        raise UsageError("say what to look for: a text, or --kind")
    if not 1 <= args.limit <= MOST:
        raise UsageError(f"--limit is 1 to {MOST}, not {args.limit}")
    kind = None if args.kind is None else kind_named(args.kind)
    car = None if args.near is None else place_given("--near", args.near)
    settings = load(environment())
    region = asked_region(args.region, car, args.folder)
    hits = find(region, text, kind, car, args.lang or settings.preferences.language, args.limit)
    if not hits:
        raise HeadunitError(f"nothing found for {(text or args.kind)[:_TOLD]!r} in {region.title}")
    write_lines(map(as_json, hits) if args.json else as_table(hits))
    return 0


def kind_named(given: str) -> str:
    """The key of a kind, given by key or by a word for it. Raises UsageError for another."""
    from headunit.kernel.errors import did_you_mean
    from headunit.kernel.text.folding import key
    from headunit.places.kinds import KINDS
    from headunit.places.question import lexicon

    if given in KINDS:
        return given
    kinds = lexicon().get(key(given))
    if kinds is None:
        raise did_you_mean("kind", given, list(KINDS))
    return kinds[0]


def place_given(flag: str, given: str) -> "LatLon":
    """Coordinates from the command line, in any usual writing. Raises UsageError."""
    from headunit.kernel.errors import UsageError
    from headunit.kernel.geodesy import LatLon
    from headunit.places.coordinates import coordinates

    found = coordinates(given)
    if found is None and given.count(",") == 1:
        try:
            lat, lon = (float(part) for part in given.split(","))
        except ValueError:
            pass
        else:
            # On a command line "47,9" can be nothing else.
            found = LatLon(lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None  # noqa: PLR2004
    if found is None:
        raise UsageError(f"{flag} takes LAT,LON in degrees, such as 47.141,9.521, not {given!r}")
    return found


def find(
    region: "Region", text: str, kind: str | None, car: "LatLon | None", language: str, limit: int
) -> tuple["Hit", ...]:
    """What the pane would show. Raises HeadunitError for a damaged index."""
    from headunit.kernel.errors import HeadunitError
    from headunit.places.inquiry import Question, Where
    from headunit.places.reader import Reader

    where = Where(car or region.bounds.middle, car, language)
    kinds = () if kind is None else (kind,)
    reader = Reader()
    try:
        answer = reader.answer(Question(region.search, where, text, kinds, limit=limit))
    finally:
        reader.close()
    if answer.fault:
        raise HeadunitError(answer.fault)
    return answer.hits


def as_json(hit: "Hit") -> str:
    """One hit for a program."""
    place = hit.place
    return json.dumps(
        {
            "name": place.name,
            "kind": place.kind,
            "where": place.where,
            "lat_deg": round(place.at.lat_deg, 7),
            "lon_deg": round(place.at.lon_deg, 7),
            "distance_m": None if hit.distance_m is None else round(hit.distance_m, 1),
            "bearing_deg": None if hit.bearing_deg is None else round(hit.bearing_deg, 1),
            "details": place.details,
        },
        ensure_ascii=False,
    )


def as_table(hits: "tuple[Hit, ...]") -> list[str]:
    """A line a hit: name, kind, where, distance, direction."""
    from headunit.places.addresses import BETWEEN
    from headunit.places.query import title

    rows = []
    for hit in hits:
        place = hit.place
        guess = f" (about here, between {place.details[BETWEEN]})" if BETWEEN in place.details else ""
        rows.append((place.name, title(place.kind), place.where + guess, _far(hit)))
    widths = [max(wide(row[column]) for row in rows) for column in range(4)]
    widths[0], widths[2] = min(widths[0], _NAME_WIDTH), min(widths[2], _WHERE_WIDTH)
    return ["  ".join(padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _far(hit: "Hit") -> str:
    if hit.distance_m is None or hit.bearing_deg is None:
        return f"{hit.place.at.lat_deg:.5f},{hit.place.at.lon_deg:.5f}"
    shown = f"{hit.distance_m:.0f} m" if hit.distance_m < 1000 else f"{hit.distance_m / 1000:.1f} km"  # noqa: PLR2004
    return f"{shown} {_POINTS[round(hit.bearing_deg / 45) % 8]}"


def wide(text: str) -> int:
    """Columns that a terminal needs: two for a Chinese character (Unicode Standard Annex 11)."""
    import unicodedata

    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def padded(text: str, width: int) -> str:
    """`text`, and spaces up to `width` columns."""
    return text + " " * (width - wide(text))
