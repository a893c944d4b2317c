"""The car's Bluetooth adapter by BlueZ (port `Radio`): looks for phones, pairs, connects. Links' loop."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import Final, override

from headunit.kernel.inbox import Inbox
from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.phone.bluez_agent import CAPABILITY, INTERFACE, PATH, BluezAgent
from headunit.phone.bluez_link import BluezLink
from headunit.phone.bluez_objects import ADAPTER, DEVICE, SERVICE
from headunit.phone.dbus_daemon import BusError, Typed
from headunit.phone.ports import ANSWER_TOPIC, RADIO_TOPIC, Answer, Radio, RadioNews

log = logging.getLogger(__name__)

#: A phone asks its owner before it pairs; one that is far away is called for 5 to 20 s. (s)
PAIR_S, CONNECT_S = 90.0, 40.0
#: We are to be found for so long, whoever forgets to end the search (s).
FOUND_S: Final = 180
_MANAGER: Final = ("/org/bluez", f"{SERVICE}.AgentManager1")
#: Why nothing came of it: source texts in context "Phone".
ABSENT = QT_TRANSLATE_NOOP("Phone", "There is no Bluetooth here")
OFF = QT_TRANSLATE_NOOP("Phone", "Bluetooth is off")
BLOCKED = QT_TRANSLATE_NOOP("Phone", "Bluetooth is blocked by a switch of this computer")
GONE = QT_TRANSLATE_NOOP("Phone", "This phone is not known any more")
FAR = QT_TRANSLATE_NOOP("Phone", "The phone is not in reach, or its Bluetooth is off")
REFUSED = QT_TRANSLATE_NOOP("Phone", "The phone refused")
STUCK = QT_TRANSLATE_NOOP("Phone", "The phone does not answer")
BUSY = QT_TRANSLATE_NOOP("Phone", "The phone is busy with another wish")
NOT_PAIRED = QT_TRANSLATE_NOOP("Phone", "Pairing has failed: try again")
_LINES: Final = {
    f"{SERVICE}.Error.AuthenticationFailed": NOT_PAIRED,
    f"{SERVICE}.Error.AuthenticationRejected": NOT_PAIRED,
    f"{SERVICE}.Error.AuthenticationCanceled": NOT_PAIRED,
    f"{SERVICE}.Error.AuthenticationTimeout": NOT_PAIRED,
    f"{SERVICE}.Error.ConnectionAttemptFailed": FAR,
    f"{SERVICE}.Error.InProgress": BUSY,
    f"{SERVICE}.Error.NotReady": OFF,
    f"{SERVICE}.Error.Blocked": BLOCKED,
    f"{SERVICE}.Error.DoesNotExist": GONE,
    "org.freedesktop.DBus.Error.UnknownObject": GONE,
    "org.freedesktop.DBus.Error.UnknownMethod": GONE,
    "org.freedesktop.DBus.Error.NoReply": STUCK,
    "org.freedesktop.DBus.Error.ServiceUnknown": ABSENT,
}
#: What BlueZ's Error.Failed says of a connection (src/error.c, btd_error_bredr_str).
_REASONS: Final = {
    "page-timeout": FAR,
    "Host is down": FAR,
    "refused": REFUSED,
    "adapter-not-powered": OFF,
    "busy": BUSY,
    "timeout": STUCK,
}
#: Refusals that say that it is so already.
_DONE: Final = frozenset(f"{SERVICE}.Error.{name}" for name in ("AlreadyExists", "AlreadyConnected", "NotConnected"))


class BluezRadio(Radio):
    """On a `link` that is started afterwards, and whose bus it shares."""

    def __init__(self, link: BluezLink, inbox: Inbox) -> None:
        self._link, self._inbox = link, inbox
        self._agent = BluezAgent(lambda _: self._publish(), self._is_paired)
        self._agreed: set[str] = set()
        self._pairing = ""
        self._order = asyncio.Lock()  # power before search, as they were asked for
        self._news: RadioNews | None = None
        link.listen(self._on_change)
        link.greet(self._greet)
        link.serve(PATH, INTERFACE, self._agent.asked)

    async def _greet(self) -> None:
        with contextlib.suppress(BusError):  # somebody else is the default: phones that we pair ask us all the same
            await self._link.call(*_MANAGER, "RegisterAgent", "os", PATH, CAPABILITY)
            await self._link.call(*_MANAGER, "RequestDefaultAgent", "o", PATH)

    def _is_paired(self, path: str) -> bool:
        return self._link.objects.objects.get(path, {}).get(DEVICE, {}).get("Paired") is True

    def _on_change(self) -> None:
        if not self._link.there:
            self._agent.over()
        elif self._agreed:
            for sight in self._link.objects.sights():
                if sight.paired and sight.address in self._agreed:
                    self._agreed.discard(sight.address)
                    self._link.run(self._trust(sight.address))
        self._publish()

    async def _trust(self, address: str) -> None:
        """It may come back by itself from now on."""
        with contextlib.suppress(OSError):
            await self._link.put(self._device(address), DEVICE, "Trusted", "b", True)

    def _publish(self) -> None:
        objects = self._link.objects
        news = RadioNews(objects.adapter(), objects.sights(), self._agent.question)
        if news != self._news:
            self._news = news
            self._inbox.post(RADIO_TOPIC, news)

    # Wishes: on Qt's thread.

    @override
    def power(self, on: bool) -> None:
        async def act() -> None:
            async with self._order:
                await self._link.put(self._adapter(), ADAPTER, "Powered", "b", on)

        self._wish("power", "", act)

    @override
    def search(self, on: bool) -> None:
        self._wish("search", "", self._begin_search if on else self._end_search)

    @override
    def pair(self, address: str) -> None:
        self._wish("pair", address, lambda: self._pair(address))

    @override
    def agree(self, yes: bool) -> None:
        async def act() -> None:
            question = self._agent.question
            if yes and question is not None:
                self._agreed.add(question.address)
            if not self._agent.answer(yes) and not yes:  # nothing is asked, or digits are only shown
                await self._cancel_pairing(self._pairing if question is None else question.address)

        self._wish("agree", "", act)

    @override
    def connect(self, address: str) -> None:
        self._wish("connect", address, lambda: self._say(address, "Connect", CONNECT_S))

    @override
    def disconnect(self, address: str) -> None:
        self._wish("disconnect", address, lambda: self._say(address, "Disconnect", CONNECT_S))

    @override
    def remove(self, address: str) -> None:
        async def act() -> None:
            if path := self._link.objects.device_path(address):
                await self._link.call(self._adapter(), ADAPTER, "RemoveDevice", "o", path)

        self._wish("remove", address, act)

    async def _begin_search(self) -> None:
        async with self._order:
            await self._look_around(self._adapter())

    async def _look_around(self, adapter: str) -> None:
        # Phones are found by inquiry; without a filter BlueZ also looks for everything that advertises (LE).
        await self._link.call(adapter, ADAPTER, "SetDiscoveryFilter", "a{sv}", {"Transport": Typed("s", "bredr")})
        await self._link.put(adapter, ADAPTER, "DiscoverableTimeout", "u", FOUND_S)
        for name in ("Pairable", "Discoverable"):
            await self._link.put(adapter, ADAPTER, name, "b", True)
        await self._link.call(adapter, ADAPTER, "StartDiscovery")

    async def _end_search(self) -> None:
        async with self._order:
            adapter = self._adapter()
            with contextlib.suppress(BusError):  # it had ended by itself
                await self._link.call(adapter, ADAPTER, "StopDiscovery")
            for name in ("Discoverable", "Pairable"):
                await self._link.put(adapter, ADAPTER, name, "b", False)

    async def _pair(self, address: str) -> None:
        path = self._device(address)
        with contextlib.suppress(BusError):  # an inquiry and a connection share one radio
            await self._link.call(self._adapter(), ADAPTER, "StopDiscovery")
        self._pairing = address
        try:
            await self._say(address, "Pair", PAIR_S)
        except TimeoutError:
            await self._cancel_pairing(address)
            raise
        finally:
            self._pairing = ""
            self._agent.over()
        await self._link.put(path, DEVICE, "Trusted", "b", True)

    async def _cancel_pairing(self, address: str) -> None:
        with contextlib.suppress(OSError):
            await self._link.call(self._device(address), DEVICE, "CancelPairing")
        self._agent.over()

    async def _say(self, address: str, member: str, within_s: float) -> None:
        try:
            await self._link.call(self._device(address), DEVICE, member, within_s=within_s)
        except BusError as error:
            if error.name not in _DONE:
                raise

    def _adapter(self) -> str:
        path = self._link.objects.adapter_path
        if not path:
            raise OSError(ABSENT)
        return path

    def _device(self, address: str) -> str:
        """Raises OSError where nobody knows it."""
        self._adapter()
        path = self._link.objects.device_path(address)
        if not path:
            raise OSError(GONE)
        return path

    def _wish(self, name: str, address: str, act: Callable[[], Awaitable[None]]) -> None:
        self._link.io.spawn(self._carry_out(name, address, act))

    async def _carry_out(self, name: str, address: str, act: Callable[[], Awaitable[None]]) -> None:
        fault = ""
        try:
            async with asyncio.timeout(PAIR_S + CONNECT_S):
                await act()
        except BusError as error:
            fault = _line(error)
        except TimeoutError:
            fault = STUCK
        except OSError as error:
            fault = str(error) if self._link.there else ABSENT
        except Exception:  # or the wish would never be answered
            log.exception("%s failed in a way that its author did not foresee", name)
            fault = REFUSED
        self._inbox.post_event(ANSWER_TOPIC, Answer(name, fault, address))


def _line(error: BusError) -> str:
    if error.name in _LINES:
        return _LINES[error.name]
    return next((line for part, line in _REASONS.items() if part in str(error)), REFUSED)
