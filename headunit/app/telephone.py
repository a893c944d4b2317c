"""The phone, put together for a house: calls, phones that the car knows, phone book, messages, and what they talk to.

Doors (`Telephony`, `Radio`, `BookDoor`, ...) stand behind ports of the house: the real daemons' by `links`, the
simulated phone's by the simulated world. So a service asks for its door anew with each wish.
"""

from collections.abc import Iterator

from headunit.app import House
from headunit.app.telephone_radio import TelephoneRadio
from headunit.kernel.link import Link
from headunit.kernel.supervision import IoThread
from headunit.phone.calls import CallDesk
from headunit.phone.ports import ANSWER_TOPIC, TELEPHONY_TOPIC, Answer, Calls, Phonebook, Telephony, TelephonyNews
from headunit.settings import Settings
from headunit.sound.ports import Focus, Ringing


def furnish_phone(house: House, settings: Settings, *, virtual: bool = False) -> "Telephone":
    """Give a house its phone. `virtual`: nothing is kept, nothing rings."""
    return Telephone(house, settings, virtual=virtual)


class Telephone:
    """One for each house."""

    def __init__(self, house: House, settings: Settings, *, virtual: bool = False) -> None:
        self._house, self._settings, self._virtual = house, settings, virtual
        self._calls = CallDesk(
            house.clock,
            house.board,
            telephony=lambda: house.port(Telephony),
            book=lambda: house.port(Phonebook),
            focus=lambda: house.port(Focus),
            ringing=lambda: house.port(Ringing),
        )
        self._radio = TelephoneRadio(house, settings, virtual=virtual)
        house.offer(Calls, self._calls)
        house.hear(TELEPHONY_TOPIC, self._on_telephony)
        house.hear(ANSWER_TOPIC, self._on_answer)
        house.join(self)

    def links(self, io: IoThread, *, simulated: bool = False) -> Iterator[Link]:
        """What needs a thread: daemons of this computer, where the phone is not `simulated`; somebody who rings."""
        from headunit.app.jukebox import open_output  # noqa: PLC0415  not before the first picture
        from headunit.sound.ringer import Ringer  # noqa: PLC0415

        house = self._house
        ringer = Ringer(house.clock, house.inbox, open_output)
        house.offer(Ringing, ringer)
        yield ringer
        if not simulated:
            from headunit.phone.ofono_telephony import OfonoTelephony  # noqa: PLC0415

            telephony = OfonoTelephony(io, house.clock, house.inbox, self._settings.system_bus)
            house.offer(Telephony, telephony)
            yield telephony
            yield from self._radio.links(io)

    def _on_telephony(self, news: object) -> None:
        if isinstance(news, TelephonyNews):
            self._radio.on_telephony(news)
            self._calls.on_news(news)

    def _on_answer(self, answer: object) -> None:
        """Each desk knows its own wishes."""
        if isinstance(answer, Answer):
            self._radio.on_answer(answer)
            self._calls.on_answer(answer)

    def flush(self) -> None:
        """Nothing waits here."""

    def tick(self) -> None:
        """Ten times a second."""
        self._radio.tick()
        self._calls.tick()

    def end(self) -> None:
        """Let go of the loudspeakers, keep what is to be kept."""
        self._calls.end()
        self._radio.end()
