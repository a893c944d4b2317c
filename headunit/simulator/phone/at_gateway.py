"""The phone's half of the Hands-Free Profile 1.8 (an audio gateway): AT lines in, AT lines out, over one connection.

Knows no socket. Numbers of clauses are those of HFP 1.8; the rest is 3GPP TS 27.007. What it does not know or cannot do
is answered by ERROR; nothing that the car sends can end it.
"""

from collections.abc import Callable
from typing import Final

from headunit.simulator.phone.line import COMING, TALKED, LineCall, Stage
from headunit.simulator.phone.simulated_phone import News, SimulatedPhone

#: In the order of +CIND (4.33.2), with the highest value of each; signal and battery 0..5.
INDICATORS: Final = {
    "service": 1,
    "call": 1,
    "callsetup": 3,
    "callheld": 2,
    "signal": 5,
    "roam": 1,
    "battchg": 5,
}
#: +BRSF (5.3): three-way calling, EC/NR, reject, enhanced call status and control, extended errors, codec negotiation,
#: HF indicators. No in-band ring tone, no voice recognition.
FEATURES: Final = 1 | 2 | 32 | 64 | 128 | 256 | 512 | 1024
#: The car's +BRSF bit for codec negotiation; HF indicator 2 is the battery of the car's unit (BIEV).
CODECS: Final = 128
#: A line longer than this is no command.
LONGEST: Final = 512
NATIONAL, INTERNATIONAL = 129, 145


def kind_of(number: str) -> int:
    """<type> of 3GPP TS 24.008, 10.5.4.7."""
    return INTERNATIONAL if number.startswith("+") else NATIONAL


class AtGateway:
    """`send`: writes bytes to the car, called on whichever thread changes the phone. `close` it at the end."""

    def __init__(self, phone: SimulatedPhone, send: Callable[[bytes], None]) -> None:
        self._phone, self._send = phone, send
        self._buffer = bytearray()
        self._told: dict[str, int] = {}
        self._reports = self._clip = self._ccwa = self._overlong = False
        self._waiting: set[int] = set()
        self._answers: dict[str, Callable[[str], bool]] = {
            "+BRSF=": lambda _: self._say(f"+BRSF: {FEATURES}"),
            "+BAC=": lambda _: True,
            "+BCS=": lambda _: True,
            "+CIND=?": lambda _: self._say("+CIND: " + ",".join(f'("{k}",(0-{v}))' for k, v in INDICATORS.items())),
            "+CIND?": lambda _: self._say("+CIND: " + ",".join(map(str, self._tell_all().values()))),
            "+CMER=": self._report,
            "+CHLD=?": lambda _: self._say("+CHLD: (0,1,1x,2,2x,3)"),
            "+CHLD=": phone.hold,
            "+BIND=?": lambda _: self._say("+BIND: (1,2)"),
            "+BIND?": lambda _: self._say("+BIND: 1,1") and self._say("+BIND: 2,1"),
            "+BIND=": lambda _: True,
            "+BIEV=": lambda _: True,
            "+BIA=": lambda _: True,
            "+CLIP=": lambda value: self._switch("_clip", value),
            "+CCWA=": lambda value: self._switch("_ccwa", value),
            "+CMEE=": lambda _: True,
            "+NREC=": lambda _: True,
            "+VGS=": _gain,
            "+VGM=": _gain,
            "+BTRH?": lambda _: True,
            "+COPS=": lambda value: value == "3,0",
            "+COPS?": lambda _: self._say(f'+COPS: 0,0,"{phone.status.operator}"'),
            "+CNUM": lambda _: self._say('+CNUM: ,"+4235550000",145,,4'),
            "+CLCC": self._list,
            "+VTS=": lambda value: len(value) == 1 and value in "0123456789ABCD*#" and phone.sound(value),
            "+CHUP": lambda _: phone.hang_up(),
            "A": lambda _: phone.answer(),
        }
        phone.listen(self._on_news)

    def close(self) -> None:
        """Tell nothing any more."""
        self._phone.deafen(self._on_news)

    def feed(self, data: bytes) -> None:
        """What the car sends, cut anywhere."""
        for byte in data:
            if byte not in b"\r\n":
                self._overlong = self._overlong or len(self._buffer) >= LONGEST
                if not self._overlong:
                    self._buffer.append(byte)
            elif self._buffer or self._overlong:
                line, overlong = self._buffer.decode("ascii", "replace").strip(), self._overlong
                self._buffer.clear()
                self._overlong = False
                with self._phone.lock:
                    self._line("" if overlong else line)

    def _line(self, line: str) -> None:
        upper = line.upper()
        # Several in one line, as for DTMF of more than one key (ITU-T V.250 5.2.1): they end with the first that fails.
        commands = upper[2:].split(";+") if upper.startswith("AT+") else []
        if upper.startswith("ATD"):
            done = self._dial(line[3:])
        elif commands:
            done = all(self._obey(name if name.startswith("+") else f"+{name}") for name in commands)
        else:
            done = upper.startswith("AT") and self._obey(upper[2:])
        self._say("OK" if done else "ERROR")
        self._tell_changes()
        if done and upper == "AT+CHLD=2" and self._told.get("callheld") == 1 and self._reports:
            self._indicate("callheld", 1)  # 4.22.2: a swap is told although the value is the same

    def _obey(self, command: str) -> bool:
        # The longest name that fits: +CIND=? is not +CIND= with a question mark.
        fits = [name for name in self._answers if command.startswith(name)]
        known = max((n for n in fits if n.endswith("=") or command == n), key=len, default="")
        return bool(known) and self._answers[known](command[len(known) :])

    def _say(self, text: str) -> bool:
        self._send(f"\r\n{text}\r\n".encode())
        return True

    def _switch(self, name: str, value: str) -> bool:
        setattr(self, name, value == "1")
        return value in {"0", "1"}

    def _report(self, value: str) -> bool:
        """+CMER=3,0,0,1: the service level is established, changes are told from now on."""
        self._reports = value.replace(" ", "").endswith(",1")
        return value.startswith("3,0,0,")

    def _dial(self, text: str) -> bool:
        number = text.rstrip().removesuffix(";")
        valid = bool(number) and all(sign in "0123456789*#+ABCDabcd" for sign in number)
        return valid and self._phone.dial(number)

    def _list(self, _: str) -> bool:
        for index, call in sorted(self._phone.line.calls.items()):
            party = f'"{call.number}",{kind_of(call.number)}'
            stage, there = call.stage.value, int(not call.outgoing)
            self._say(f"+CLCC: {index},{there},{stage},0,{int(call.conference)},{party}")
        return True

    def _now(self) -> dict[str, int]:
        line, status = self._phone.line, self._phone.status
        held = bool(line.having(Stage.HELD))
        setup = (
            1 if line.having(*COMING) else 3 if line.having(Stage.ALERTING) else 2 if line.having(Stage.DIALING) else 0
        )
        return {
            "service": int(bool(status.operator)),
            "call": int(bool(line.having(*TALKED))),
            "callsetup": setup,
            "callheld": (1 if line.having(Stage.ACTIVE) else 2) if held else 0,
            "signal": status.signal if status.operator else 0,
            "roam": int(status.roaming),
            "battchg": status.battery,
        }

    def _tell_all(self) -> dict[str, int]:
        self._told = self._now()
        return self._told

    def _indicate(self, name: str, value: int) -> None:
        self._say(f"+CIEV: {list(INDICATORS).index(name) + 1},{value}")

    def _tell_changes(self) -> None:
        if not self._reports:
            return
        before, self._told = self._told, self._now()
        for name, value in self._told.items():
            if before.get(name) != value:
                self._indicate(name, value)
        waiting = self._phone.line.having(Stage.WAITING)
        for call in waiting:
            if call.serial not in self._waiting and self._ccwa:
                self._say(f"+CCWA: {_party(call)}")
        self._waiting = {call.serial for call in waiting}

    def _on_news(self, news: News) -> None:
        if news is News.CHANGED:
            self._tell_changes()
        elif news is News.BELL and self._reports:
            self._tell_changes()
            self._say("RING")
            for call in self._phone.line.having(Stage.INCOMING):
                if self._clip:
                    self._say(f"+CLIP: {_party(call)}")


def _party(call: LineCall) -> str:
    """<number>,<type>; with a name <subaddr>,<satype>,<alpha> as well."""
    party = f'"{call.number}",{kind_of(call.number)}'
    return f'{party},,,"{call.name}"' if call.name else party


def _gain(value: str) -> bool:
    return value.isdigit() and int(value) <= 15  # noqa: PLR2004  4.29.1
