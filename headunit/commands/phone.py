"""`headunit phone`: the phones that oFono knows, and a hand on their calls, for a technician without a screen."""

import argparse
import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from headunit.phone.ports import Handset, Sight
    from headunit.phone.state import CallsState

DESCRIPTION = """\
Talks to oFono on the system bus (DBUS_SYSTEM_BUS_ADDRESS), as the head unit does, and to every phone that is connected
there. It works beside a running head unit.

examples:
  headunit phone status
  headunit phone dial "+41 44 123 45 67"
  headunit phone answer
  headunit phone hangup --json
"""
EPILOG = """\
With --json, one object: {"phones": [{"address", "name", "online", "battery", "signal" (0..1, null unknown), "operator",
"roaming", "muted"}], "calls": [{"number", "phase", "end"}], "bluetooth": "absent" | "off" | "on" | "searching",
"known": [{"address", "name", "connected"}]}; known are those paired with the car. Numbers are as the network wrote
them; one that is withheld is "".
Exit code 1: it was not done; the line says why.
"""
#: oFono is given so long to tell of its phones, and a phone to connect (s).
PATIENCE_S: Final = 5.0
_STEP_S: Final = 0.01


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-command."""
    parser = commands.add_parser(
        "phone",
        help="phones and their calls",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    for name, help_text in (
        ("status", "the phones, and what is on"),
        ("dial", "call a number"),
        ("answer", "take the call that rings; one that is on is held"),
        ("hangup", "end the call, or refuse the one that rings"),
    ):
        one = what.add_parser(name, help=help_text)
        if name == "dial":
            one.add_argument("number", metavar="NUMBER")
        one.add_argument("--json", action="store_true", help="one JSON object")
        one.set_defaults(func=run)


class Line:
    """The calls of this computer's phones, for as long as one command takes."""

    def __init__(self, address: str) -> None:
        from headunit.kernel.board import Board
        from headunit.kernel.clock import SystemClock
        from headunit.kernel.inbox import Inbox
        from headunit.kernel.supervision import IoThread
        from headunit.phone.bluez_link import BluezLink
        from headunit.phone.calls import CallDesk
        from headunit.phone.ofono_telephony import OfonoTelephony
        from headunit.phone.state import Adapter

        self.handsets: tuple[Handset, ...] = ()
        self.adapter = Adapter.ABSENT
        self.known: tuple[Sight, ...] = ()
        self.fault: str | None = None  # what there is no telephony for; None as long as nothing is known
        self._io, self._inbox, self._board = IoThread(), Inbox(lambda: None), Board()
        self._clock = clock = SystemClock()
        self._io.start()
        self._door = OfonoTelephony(self._io, clock, self._inbox, address)
        self.desk = CallDesk(clock, self._board, telephony=lambda: self._door)
        # Nothing is said to BlueZ: who pairs is asked by the head unit that runs.
        self._radio = BluezLink(self._io, clock, self._inbox, address)
        self._radio.listen(self._look)
        self.looked = False
        self._door.start()
        self._radio.start()

    def _look(self) -> None:
        """From the links' loop."""
        objects = self._radio.objects
        self.adapter = objects.adapter()
        self.known = tuple(sight for sight in objects.sights() if sight.paired and sight.phone)
        self.looked = True

    @property
    def calls(self) -> "CallsState":
        """As they are now."""
        from headunit.phone.state import CallsState

        return self._board.latest(CallsState) or CallsState()

    def step(self) -> None:
        """Bring what has come."""
        from headunit.phone.ports import Answer, TelephonyNews

        for _, value in self._inbox.drain().events:
            if isinstance(value, TelephonyNews):
                self.handsets, self.fault = value.handsets, value.fault
                self.desk.on_news(value)
            elif isinstance(value, Answer):
                self.desk.on_answer(value)
        self.desk.tick()

    def until(self, true: Callable[[], bool], patience_s: float = PATIENCE_S) -> bool:
        """Whether it became so."""
        ends = self._clock.now() + patience_s
        while not true():
            if self._clock.now() >= ends:
                return False
            time.sleep(_STEP_S)
            self.step()
        return True

    def close(self) -> None:
        """Let go; calls go on."""
        self.desk.end()
        self._door.stop()
        self._radio.stop()
        self._io.stop()


def run(args: argparse.Namespace) -> int:
    """Do it and say what is so then. Raises HeadunitError where it was not done."""
    from headunit.kernel.errors import HeadunitError
    from headunit.settings import environment, load

    line = Line(load(environment()).system_bus)
    try:
        line.until(lambda: line.fault is not None)
        if line.fault is None or line.fault:
            raise HeadunitError(line.fault or "the system bus does not answer")
        # A phone that has just connected tells of its calls a moment later.
        line.until(lambda: any(one.online for one in line.handsets), PATIENCE_S if args.what != "status" else 1.0)
        line.until(lambda: bool(line.calls.calls), 0.3)
        line.until(lambda: line.looked)
        wishes: dict[str, Callable[[], None]] = {
            "dial": lambda: line.desk.dial(args.number),
            "answer": line.desk.answer,
            "hangup": line.desk.hang_up,
        }
        if (wish := wishes.get(args.what)) is not None:
            _do(line, wish)
        _tell(line, as_json=args.json)
    finally:
        line.close()
    return 0


def _do(line: Line, wish: Callable[[], None]) -> None:
    from headunit.kernel.errors import HeadunitError
    from headunit.phone.calls import GIVE_UP_S

    wish()
    line.until(lambda: not line.calls.pending, GIVE_UP_S + 1)
    if line.calls.fault:
        raise HeadunitError(line.calls.fault)
    line.until(lambda: False, 0.2)  # the phone tells what became of it a moment after it has agreed


def _tell(line: Line, *, as_json: bool) -> None:
    from headunit.kernel.lines import write_lines

    phones = [
        {
            "address": one.address,
            "name": one.name,
            "online": one.online,
            "battery": one.battery,
            "signal": one.signal,
            "operator": one.operator,
            "roaming": one.roaming,
            "muted": one.muted,
        }
        for one in line.handsets
    ]
    calls = [
        {
            "number": call.number,
            "phase": call.phase.value,
            "end": None if call.end is None else call.end.value,
        }
        for call in line.calls.calls
    ]
    if as_json:
        known = [{"address": one.address, "name": one.name, "connected": one.connected} for one in line.known]
        told = {"phones": phones, "calls": calls, "bluetooth": line.adapter.value, "known": known}
        write_lines([json.dumps(told, ensure_ascii=False)])
        return
    lines = [_phone_line(one) for one in line.handsets] or ["no phone is connected"]
    lines += [f"  {call['number'] or 'withheld'}: {call['phase']}" for call in calls]
    shown = {one.address for one in line.handsets}
    lines += [f"{one.name or one.address}: paired" for one in line.known if one.address not in shown]
    lines += [f"Bluetooth: {line.adapter.value}"]
    write_lines(lines)


def _phone_line(one: "Handset") -> str:
    facts = [one.operator + (" (roaming)" if one.roaming else "")] if one.operator else []
    facts += [f"signal {one.signal:.0%}"] if one.signal is not None else []
    facts += [f"battery {one.battery:.0%}"] if one.battery is not None else []
    state = ", ".join(facts) if one.online else "not connected"
    return f"{one.name or one.address}: {state or 'connected'}"
