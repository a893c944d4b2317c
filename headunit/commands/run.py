"""`headunit run`: the head unit in a real car, on real buses and a real receiver."""

import argparse
from typing import TYPE_CHECKING

from headunit.commands.simulate import positive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.kernel.link import Link
    from headunit.kernel.supervision import IoThread

DESCRIPTION = """\
Shows the car that is named, from the buses and the receiver that are named. Any of them may be absent, die and come
back: the screen says so and goes on. Nothing is sent to the car unless --allow-transmit is given, and then only what
the car's own folder names.

examples:
  headunit run --car toyota_rav4_2017 --can socketcan:can0 --gps gpsd://localhost:2947
  headunit run --car demo --can udp_multicast:239.74.163.2?port=43113 --gps serial:/dev/ttyUSB0@9600
What is given here every day may stand in settings.toml, table [run]: car, can, gps.
"""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-command."""
    from headunit.commands.display import add_window_options

    parser = commands.add_parser(
        "run",
        help="show a real car",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--car", metavar="NAME", help="a folder of vehicle/cars; headunit doctor lists them")
    parser.add_argument("--can", action="append", metavar="INTERFACE:CHANNEL", help="a CAN bus; may be repeated")
    parser.add_argument("--gps", metavar="SPEC", help="gpsd://HOST:PORT or serial:DEVICE@BAUD")
    parser.add_argument("--allow-transmit", action="store_true", help="let the driver's wishes out to the car")
    parser.add_argument("--for", dest="for_s", type=positive, metavar="SECONDS", help="end after so long")
    add_window_options(parser)
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Show until the window is closed."""
    from headunit.commands.display import prepare
    from headunit.commands.look import preferences
    from headunit.kernel.errors import UsageError
    from headunit.settings import SettingsFile, environment, load
    from headunit.vehicle.bus_spec import bus_names, parse_spec
    from headunit.vehicle.cars import names

    settings = load(environment())
    car = args.car or settings.car
    buses = args.can or list(settings.can)
    gps = args.gps or settings.gps
    if car is None:
        raise UsageError(f"which car? Give --car, one of: {', '.join(names())}")
    if not buses and gps is None:
        raise UsageError("nothing to listen to: give --can, --gps or both")
    specs = [parse_spec(bus) for bus in buses]
    from headunit.position.spec import open_gps, parse_gps_spec

    receiver = None if gps is None else parse_gps_spec(gps)
    from headunit.app import House, codec_of, find_car

    table = find_car(car)
    prepare(environment(), offscreen=args.offscreen)
    from headunit.app.journey import Journey, kept_by
    from headunit.app.jukebox import furnish
    from headunit.app.mirror import furnish_mirror
    from headunit.app.telephone import furnish_phone
    from headunit.kernel.clock import SystemClock
    from headunit.presentation.pane import discover
    from headunit.ui.screen import Screen, shown

    house = House(SystemClock(), table, preferences(settings.preferences, args), SettingsFile(settings.file))
    house.record_to(settings.sends.parent / "recordings")
    journey = Journey(house, kept_by(settings))
    title = args.car or settings.car or "headunit"
    rooms = (journey, furnish(house, settings), furnish_phone(house, settings), furnish_mirror(house, settings, title))

    def open_links(io: "IoThread") -> "Iterator[Link]":
        from headunit.vehicle.can_link import CanLink

        codec = codec_of(table)
        house.explain_with(codec)
        links = [
            CanLink(spec.text, house.clock, house.inbox, codec, allow_transmit=args.allow_transmit, name=name)
            for spec, name in zip(specs, bus_names(specs), strict=True)
        ]
        if args.allow_transmit and links:
            house.allow_requests(codec, links[0], settings.sends)
        yield from links
        if args.allow_transmit and links:
            from headunit.app.diagnosis import Diagnosis

            yield Diagnosis(house, links[0], settings.sends, settings.documents, settings.file.with_name("dtc.toml"))
        if receiver is not None:
            yield open_gps(receiver, house.clock, house.inbox, io)
        for room in rooms:
            yield from room.links(io)

    with shown(Screen(house, discover(), size=args.size)) as screen:
        return screen.run(house, open_links, fullscreen=args.fullscreen, for_s=args.for_s)
