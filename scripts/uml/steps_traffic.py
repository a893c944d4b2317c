"""Steps in which the bus is well: what is on it is on the screen, and nothing else."""

from afternoon import SPEED, Afternoon
from recording import PIECE
from workshop import BUS, Look, Player, add_bus, cansend, need, tool, transmitted

from headunit.kernel.link import LinkState


def quiet_bus(day: Afternoon) -> str:
    """The interface is there, and nobody speaks."""
    add_bus()
    tool("ip", "link", "set", BUS, "up")
    day.app.wait(lambda look: look.report.state is LinkState.SILENT, "not silent")
    return "silent"


def drive(day: Afternoon) -> str:
    """Every frame of a real drive arrives, and what the app knows afterwards is what the drive said last."""
    frames, figures = day.drive.frames, set[str]()

    def all_came(look: Look) -> bool:
        figures.add(look.speed)
        return look.count("received") == day.sent

    look = day.app.look()
    for piece in day.drive.pieces:
        with Player(piece) as player:
            player.finish()
        day.sent += min(PIECE, len(frames) - day.sent)
        look = day.app.wait(all_came, f"not all of {day.sent} came")
    need(figures - {"", "--"}, "no speed on the screen")
    need(look.count("decoded") == day.drive.decoded, f"{look.count('decoded')} decoded, not {day.drive.decoded}")
    need(look.count("unknown") == len(frames) - day.drive.decoded, f"{look.count('unknown')} unknown")
    need(look.count("damaged") == 0, f"{look.count('damaged')} damaged")
    known = {path: reading.value for path, reading in look.vehicle.readings.items()}
    need(known == day.drive.last, f"{known} instead of {day.drive.last}")
    return f"{len(frames)} of {len(frames)} frames, {len(known)} signals right, on the screen {sorted(figures)}"


def by_hand(day: Afternoon) -> str:
    """One frame by hand is on the screen."""
    day.say(50)
    day.shown(50)
    return "50 km/h on the screen"


def silence(day: Afternoon) -> str:
    """What is old is not shown as if it were live."""
    look = day.app.wait(
        lambda look: look.speed == "--" and look.report.state is LinkState.SILENT, "still shown, or not silent"
    )
    need(look.vehicle.value(SPEED) is None, "an old value is believed")
    return "dashes"


def listen_only(day: Afternoon) -> str:
    """The app has put nothing on the bus."""
    need(transmitted() == day.sent, f"{transmitted()} frames on the bus, {day.sent} of them ours")
    return f"{day.sent} frames on the bus, none from the app"


def error_frames(day: Afternoon) -> str:
    """Error reports of the controller (linux/can/error.h) are counted and disturb nothing."""
    before = day.app.look().count("error_frames")
    day.say(30)
    cansend(*["20000004#0004000000000000"] * 5)
    day.sent += 5
    day.app.wait(lambda look: look.count("error_frames") == before + 5, "not counted")
    day.say(31)
    look = day.shown(31)
    need(look.report.state is LinkState.ONLINE, f"the link is {look.report.state.value}")
    return "5 counted, still online"


def bad_frames(day: Afternoon) -> str:
    """Nothing that is not the car's speed changes the speed, and everything is counted."""
    day.say(40)
    before = day.shown(40)
    good = day.frame(200)
    identifier, data = good.split("#")
    bad = [
        "7FE#00",  # an identifier that the car does not have
        f"{int(identifier, 16):08X}#{data}",  # the same number, but extended
        f"{identifier}#R",  # a remote request
        f"{identifier}#{data[:2]}",  # cut short
        f"7FE##1{'5A' * 64}",  # the longest CAN FD frame
    ]
    message = next(m.name for m in day.codec.dbc.messages if m.id == int(identifier, 16))
    protected = message in day.codec.car.checksums
    if protected:
        bad.append(f"{identifier}#{data[:-2]}{int(data[-2:], 16) ^ 0x55:02X}")
    cansend(*bad)

    def counted(look: Look) -> bool:
        more = {name: look.count(name) - before.count(name) for name in ("unknown", "remote", "damaged")}
        return more == {"unknown": 3, "remote": 1, "damaged": 2 if protected else 1}

    look = day.app.wait(counted, "not all counted")
    need(look.vehicle.readings[SPEED] == before.vehicle.readings[SPEED], f"{look.vehicle.readings[SPEED]} believed")
    return f"{len(bad)} kinds, all counted, none believed"
