"""Calls by oFono on the system bus (port `Telephony`): keeps up with its modems, carries out wishes. Links' loop.

The daemon may be absent, die, hang or return; the phones come and go with it. What each modem says is `ofono_modem`'s.
"""

import asyncio
import contextlib
import itertools
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final, override

from headunit.kernel.clock import Clock
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import Link, LinkReport, LinkState
from headunit.kernel.supervision import IoThread, keep_alive
from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.phone.ofono_bus import BusError, OfonoBus
from headunit.phone.ofono_modem import CALLS, OfonoModem, modems_in
from headunit.phone.ports import ANSWER_TOPIC, ANSWERED_S, TELEPHONY_TOPIC, Answer, Telephony, TelephonyNews
from headunit.phone.state import Call

log = logging.getLogger(__name__)

#: A silent daemon is found out within two of these (s).
PING_S: Final = 5.0
#: A modem at a wire that is down is brought up again after (s).
POWER_S: Final = 1.0
#: Why nothing came of it: source texts in context "Phone".
ABSENT = QT_TRANSLATE_NOOP("Phone", "The telephone service is not running")
SILENT = QT_TRANSLATE_NOOP("Phone", "The telephone service does not answer")
AWAY = QT_TRANSLATE_NOOP("Phone", "The phone is not connected")
OVER = QT_TRANSLATE_NOOP("Phone", "There is no such call any more")
STUCK = QT_TRANSLATE_NOOP("Phone", "The phone does not answer")
REFUSED = QT_TRANSLATE_NOOP("Phone", "The phone refused")
BUSY = QT_TRANSLATE_NOOP("Phone", "The phone is busy with another wish")
NUMBER = QT_TRANSLATE_NOOP("Phone", "This is not a number")
NETWORK = QT_TRANSLATE_NOOP("Phone", "The phone has no network")
BY_HAND = QT_TRANSLATE_NOOP("Phone", "Choose where the sound goes on the phone itself")
LINES: Final = {
    "org.ofono.Error.Failed": REFUSED,
    "org.ofono.Error.NotAllowed": REFUSED,
    "org.ofono.Error.NotAvailable": REFUSED,
    "org.ofono.Error.InProgress": BUSY,
    "org.ofono.Error.InvalidFormat": NUMBER,
    "org.ofono.Error.NotRegistered": NETWORK,
    "org.ofono.Error.Timedout": STUCK,
    "org.freedesktop.DBus.Error.NoReply": STUCK,
    "org.freedesktop.DBus.Error.ServiceUnknown": ABSENT,
    "org.freedesktop.DBus.Error.UnknownObject": OVER,
    "org.freedesktop.DBus.Error.UnknownMethod": OVER,
}


class OfonoTelephony(Telephony, Link):
    """`address`: of the system bus. Link report "phone"; TelephonyNews with each change."""

    name = "phone"

    def __init__(self, io: IoThread, clock: Clock, inbox: Inbox, address: str) -> None:
        self._io, self._clock, self._inbox, self._address = io, clock, inbox, address
        self._bus: OfonoBus | None = None
        self._modems: dict[str, OfonoModem] = {}
        self._locks: dict[str, asyncio.Lock] = {}  # by the phone's address
        self._serials = itertools.count(1)
        self._tasks: set[asyncio.Task[None]] = set()
        self._report = LinkReport(self.name, "phone", LinkState.OFF, clock.now())
        self._news: TelephonyNews | None = None
        self._cancel: Callable[[], None] | None = None

    @override
    def start(self) -> None:
        if self._cancel is None:
            self._tell(LinkState.CONNECTING)
            self._cancel = self._io.spawn(keep_alive(self._serve, self._on_loss))

    @override
    def stop(self) -> None:
        if self._cancel is not None:
            self._cancel()
            self._cancel = None
            self._tell(LinkState.OFF)

    # Keeping up.

    async def _serve(self) -> None:
        bus = OfonoBus(self._address, self._on_signal, self._on_owner)
        try:
            there = await bus.open()
            self._bus = bus
            self._on_owner(there)
            watch = asyncio.create_task(self._watch())
            try:
                await bus.ended()
            finally:
                watch.cancel()
        finally:
            bus.close()
            self._bus = None
            for task in tuple(self._tasks):
                task.cancel()
        raise EOFError("the system bus has ended")

    def _on_loss(self, error: Exception) -> None:
        self._forget_all(f"no system bus: {error}")

    def _forget_all(self, why: str) -> None:
        self._modems.clear()
        self._tell(LinkState.LOST, why)
        self._publish(fault=ABSENT)

    def _on_owner(self, there: bool) -> None:
        self._modems.clear()
        if there:
            self._run(self._adopt_all())
        else:
            self._forget_all("oFono is not running")

    def _run(self, coroutine: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _ask(self, path: str, interface: str, member: str) -> list[Any]:
        """What oFono knows by itself: silence is the daemon's. Raises OSError."""
        bus = self._bus
        if bus is None:
            raise OSError("the system bus is gone")
        try:
            reply = await bus.call(path, interface, member)
        except TimeoutError:
            self._tell(LinkState.SILENT, "oFono does not answer")
            self._publish(fault=SILENT)
            raise
        return reply

    async def _adopt_all(self) -> None:
        try:
            modems = modems_in(await self._ask("/", "Manager", "GetModems"))
        except OSError:
            return  # the watch asks again, or the next owner is asked
        self._tell(LinkState.ONLINE, "oFono")
        for path, properties in modems:
            if path not in self._modems:
                self._adopt(path, properties)
        self._publish()

    def _adopt(self, path: str, properties: dict[str, Any]) -> None:
        modem = self._modems[path] = OfonoModem(path, properties, self._serials)
        self._run(self._read(modem, modem.interfaces))
        self._run(self._bring_up(modem))

    async def _read(self, modem: OfonoModem, interfaces: frozenset[str]) -> None:
        with contextlib.suppress(OSError):  # it has gone meanwhile, or the watch says so
            for interface in sorted(interfaces):
                modem.begin(interface)
                reply = await self._ask(modem.path, interface, "GetProperties")
                if reply and isinstance(reply[0], dict):
                    modem.fill(interface, reply[0])
                if interface == CALLS and (calls := await self._ask(modem.path, interface, "GetCalls")):
                    modem.fill_calls(calls[0])
            self._publish()

    async def _bring_up(self, modem: OfonoModem) -> None:
        """BlueZ connects a phone that is near; a modem at a wire waits for us."""
        while self._bus is not None and modem.wired and self._modems.get(modem.path) is modem:
            with contextlib.suppress(OSError):
                for name in ("Powered", "Online"):
                    if modem.properties.get(name) is not True:
                        await self._bus.call(modem.path, "Modem", "SetProperty", "sv", name, True)
            await asyncio.sleep(POWER_S)

    async def _watch(self) -> None:
        """A daemon that hangs says nothing of it."""
        while True:
            await asyncio.sleep(PING_S)
            if self._report.state in {LinkState.ONLINE, LinkState.SILENT}:
                with contextlib.suppress(OSError):
                    before = self._report.state
                    await self._ask("/", "Manager", "GetModems")
                    if before is LinkState.SILENT:
                        self._on_owner(True)  # whatever it told meanwhile may be lost

    def _on_signal(self, path: str, interface: str, member: str, body: list[Any]) -> None:
        match (interface, member, body):
            case ("Manager", "ModemAdded", [str(modem), dict(properties)]):
                self._adopt(modem, properties)
                self._publish()
                return
            case ("Manager", "ModemRemoved", [str(modem)]):
                self._modems.pop(modem, None)
                self._publish()
                return
        found = next((one for one in self._modems.values() if f"{path}/".startswith(f"{one.path}/")), None)
        if found is None:
            return
        before = found.interfaces
        ended = found.on_signal(path, interface, member, body)
        if new := found.interfaces - before:
            self._run(self._read(found, new))
        found.drop_absent()
        self._publish(found, ended)

    # Wishes: on Qt's thread.

    @override
    def dial(self, address: str, number: str) -> None:
        self._wish("dial", address, lambda modem: self._say(modem.path, CALLS, "Dial", "ss", number, "default"))

    @override
    def answer(self, address: str, key: str) -> None:
        self._wish("answer", address, lambda modem: self._say(modem.path_of(key), "VoiceCall", "Answer"))

    @override
    def hang_up(self, address: str, key: str) -> None:
        self._wish("hang_up", address, lambda modem: self._say(modem.path_of(key), "VoiceCall", "Hangup"))

    @override
    def hold_and_answer(self, address: str) -> None:
        self._wish("hold_and_answer", address, lambda modem: self._say(modem.path, CALLS, "HoldAndAnswer"))

    @override
    def swap(self, address: str) -> None:
        self._wish("swap", address, lambda modem: self._say(modem.path, CALLS, "SwapCalls"))

    @override
    def merge(self, address: str) -> None:
        self._wish("merge", address, lambda modem: self._say(modem.path, CALLS, "CreateMultiparty"))

    @override
    def tones(self, address: str, digits: str) -> None:
        self._wish("tones", address, lambda modem: self._say(modem.path, CALLS, "SendTones", "s", digits))

    @override
    def mute(self, address: str, muted: bool) -> None:
        self._wish(
            "mute", address, lambda modem: self._say(modem.path, "CallVolume", "SetProperty", "sv", "Muted", muted)
        )

    @override
    def on_phone(self, address: str, on: bool) -> None:
        self._wish("on_phone", address, lambda _: self._transfer(address, on))

    async def _say(self, path: str, interface: str, member: str, signature: str = "", *body: object) -> None:
        if not path:
            raise OSError(OVER)
        if self._bus is None:
            raise OSError(ABSENT)
        await self._bus.call(path, interface, member, signature, *body, within_s=ANSWERED_S - 1)

    async def _transfer(self, address: str, on: bool) -> None:
        """OFono can make the audio connection; to give it up is the phone's, or whose who holds its socket."""
        if on or self._bus is None:
            raise OSError(BY_HAND)
        reply = await self._bus.call("/", "HandsfreeAudioManager", "GetCards")
        for path, properties in reply[0] if reply else []:
            if properties.get("RemoteAddress") == address:
                await self._bus.call(path, "HandsfreeAudioCard", "Connect")
                return
        raise OSError(BY_HAND)

    def _wish(self, name: str, address: str, act: Callable[[OfonoModem], Awaitable[None]]) -> None:
        self._io.spawn(self._carry_out(name, address, act))

    async def _carry_out(self, name: str, address: str, act: Callable[[OfonoModem], Awaitable[None]]) -> None:
        fault = ""
        try:
            async with asyncio.timeout(ANSWERED_S), self._locks.setdefault(address, asyncio.Lock()):
                await act(self._modem(address))
        except BusError as error:
            fault = LINES.get(error.name, str(error))
        except TimeoutError:
            fault = STUCK
        except OSError as error:
            fault = str(error)
        except Exception:  # or the wish would never be answered
            log.exception("%s failed in a way that its author did not foresee", name)
            fault = REFUSED
        self._inbox.post_event(ANSWER_TOPIC, Answer(name, fault))

    def _modem(self, address: str) -> OfonoModem:
        for modem in self._modems.values():
            if modem.address == address:
                return modem
        raise OSError(AWAY if self._report.state is LinkState.ONLINE else ABSENT)

    # What is told.

    def _publish(self, ender: OfonoModem | None = None, ended: tuple[Call, ...] = (), fault: str = "") -> None:
        handsets = tuple(modem.handset(ended if modem is ender else ()) for modem in self._modems.values())
        news = TelephonyNews(handsets, fault)
        if news != self._news:
            self._news = news
            self._inbox.post_event(TELEPHONY_TOPIC, news)

    def _tell(self, state: LinkState, detail: str = "") -> None:
        if (state, detail) != (self._report.state, self._report.detail):
            since = self._report.since if state is self._report.state else self._clock.now()
            self._report = LinkReport(self.name, "phone", state, since, detail)
            self._inbox.post(f"link:{self.name}", self._report)
