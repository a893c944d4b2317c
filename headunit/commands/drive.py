"""`headunit drive`: guidance over a recorded track, or along the planned route itself, in virtual time."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.app.drive import DriveHouse, Event, Track
    from headunit.kernel.geodesy import LatLon
    from headunit.routing.state import Stop

POLE_DEG = 90.0
MOST_NOISE_M = 50.0

DESCRIPTION = """\
Plans a route to --to and guides along it while a track moves the car: a recorded NMEA or GPX file from where it begins,
or with --simulate the planned route itself from --from. As fast as it goes; the same track gives the same events.

examples:
  headunit drive --region monaco --simulate --from 43.7312,7.4197 --to 43.7402,7.4296
  headunit drive --region liechtenstein --nmea drive.nmea --to 47.1410,9.5215 --lang de --json
  headunit drive --region monaco --gpx walk.gpx --via 43.7350,7.4212 --to 43.7402,7.4296

With --json each event is a line: {"t": seconds, "kind": ..., "text": ..., "distance_m": ..., "maneuver": ...}. Kinds:
prompt, reroute, camera and better are spoken; on_route, off_route, lost, source, limit, via, arrive and end are shown.
"""


def lat_lon(text: str) -> "LatLon":
    """A place as LAT,LON in degrees. Raises ArgumentTypeError."""
    from headunit.kernel.geodesy import LatLon

    try:
        lat, lon = (float(part) for part in text.split(","))
    except ValueError:
        lat, lon = float("nan"), float("nan")
    if not (abs(lat) <= POLE_DEG and abs(lon) <= 2 * POLE_DEG):
        raise argparse.ArgumentTypeError(f"{text!r} is no place: write LAT,LON in degrees, such as 43.7402,7.4296")
    return LatLon(lat, lon)


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-command."""
    parser = commands.add_parser(
        "drive",
        help="guidance over a recorded track, every prompt printed",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--region", metavar="NAME|FOLDER", help="the region (the one chosen, else that of --to)")
    track = parser.add_mutually_exclusive_group(required=True)
    track.add_argument("--nmea", type=Path, metavar="FILE", help="the track: a recorded NMEA log")
    track.add_argument("--gpx", type=Path, metavar="FILE", help="the track: a GPX file with a track")
    track.add_argument("--simulate", action="store_true", help="the track: the planned route itself")
    parser.add_argument("--from", dest="start", type=lat_lon, metavar="LAT,LON", help="where --simulate begins")
    parser.add_argument("--to", type=lat_lon, required=True, metavar="LAT,LON", help="the destination")
    parser.add_argument("--via", type=lat_lon, action="append", default=[], metavar="LAT,LON", help="a stop on the way")
    parser.add_argument("--lang", default="en", metavar="xx", help="language of the prompts (en)")
    parser.add_argument("--units", choices=("km", "mi"), default="km", help="units of the prompts (km)")
    parser.add_argument("--cameras", choices=("off", "auto", "on"), default="auto", help="warn of speed cameras (auto)")
    parser.add_argument("--seed", type=int, default=1, help="another roll of the dice of --simulate (1)")
    parser.add_argument("--noise", type=float, default=3.0, metavar="M", help="error of --simulate's receiver (3 m)")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Drive. Raises HeadunitError where there is no route, track or region, UsageError for what does not fit."""
    from headunit.app.drive import DriveHouse, drive
    from headunit.commands.asked_region import asked_region
    from headunit.guidance.state import CameraWarnings, GuidanceWishes
    from headunit.guidance.words import languages
    from headunit.kernel.errors import UsageError, did_you_mean
    from headunit.kernel.lines import write_lines
    from headunit.preferences.state import Preferences
    from headunit.routing.state import RouteRequest, Stop

    language = args.lang.partition("-")[0].lower()
    if language not in languages():
        raise did_you_mean("language", args.lang, list(languages()))
    if args.simulate != (args.start is not None):
        raise UsageError("--from goes with --simulate, and --simulate needs it")
    if not 0 <= args.noise <= MOST_NOISE_M:
        raise UsageError(f"--noise is 0 to {MOST_NOISE_M:g} m, not {args.noise:g}")
    wishes = GuidanceWishes(CameraWarnings(args.cameras))
    house = DriveHouse(asked_region(args.region, args.to), Preferences(language=language, distance=args.units), wishes)
    try:
        start, track = _begin(args, house)
        stops = (start, *(Stop(place) for place in args.via), Stop(args.to))
        route = house.route(RouteRequest(stops, language=language))
        if track is None:
            from headunit.app.drive import CarTrack
            from headunit.app.route_car import RouteCar

            track = CarTrack(RouteCar(route, args.seed, args.noise))
        write_lines(_line(event, as_json=args.json) for event in drive(house, track, route))
    finally:
        house.end()
    return 0


def _begin(args: argparse.Namespace, house: "DriveHouse") -> "tuple[Stop, Track | None]":
    from headunit.app.drive import FixTrack, NmeaTrack, first_place
    from headunit.routing.state import Stop

    if args.simulate:
        return Stop(args.start), None
    if args.nmea is not None:
        track: Track = NmeaTrack(house, args.nmea)
    else:
        from headunit.position.gpxpy_track import read

        track = FixTrack(read(args.gpx))
    return first_place(house, track), track


def _line(event: "Event", *, as_json: bool) -> str:
    if as_json:
        return json.dumps(
            {
                "t": event.t,
                "kind": event.kind,
                "text": event.text,
                "distance_m": event.distance_m,
                "maneuver": event.maneuver,
            },
            ensure_ascii=False,
        )
    minutes, seconds = divmod(event.t, 60)
    ahead = "" if event.distance_m is None else f"{event.distance_m:7.0f} m  {event.maneuver:15}"
    return f"{minutes:3.0f}:{seconds:04.1f}  {event.kind:9} {ahead:27} {event.text}"
