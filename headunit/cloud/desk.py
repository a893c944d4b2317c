"""The car's side of the mirror: what leaves, who is paired, what is asked and what comes of it. Qt's thread.

It decides by itself whether to obey (judge.py); the hub only carries.
"""

import base64
import dataclasses
import json
import logging
from collections.abc import Callable
from typing import Final, override

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from headunit.cloud.car_key import written
from headunit.cloud.collector import Collector, forget_row, state_row
from headunit.cloud.judge import PAIR, RefusedError, Wish, judge
from headunit.cloud.pairing_desk import PairingDesk
from headunit.cloud.ports import Effects, Mirror, Outcome
from headunit.cloud.post_room import PostRoom
from headunit.cloud.sqlite_outbox import Draft
from headunit.cloud.state import Asked, CloudState, Exactness, Kind, Privacy, Screen, Sent
from headunit.kernel.board import Board
from headunit.kernel.clock import Clock
from headunit.kernel.kept_file import KeptFile
from headunit.kernel.link import LinkReport, LinkState
from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.mirror.frames import Envelope
from headunit.mirror.keyring import Keyring
from headunit.mirror.name import name_of
from headunit.mirror.roles import Role
from headunit.mirror.row import Lane
from headunit.mirror.signed import RESULT, STATEMENT, SignatureError, sign, verify
from headunit.mirror.topics import RESULT as RESULT_TOPIC

log = logging.getLogger(__name__)

#: Inbox topic, an event each: Envelope.
ARRIVED: Final = "cloud.arrived"
#: The page and the pane show so many commands.
_SHOWN: Final = 20
#: What the car says to be there, at least so often (s).
_AWAKE_S: Final = 60.0

CANNOT = QT_TRANSLATE_NOOP("Cloud", "This car cannot do it")
INTERRUPTED = QT_TRANSLATE_NOOP("Cloud", "The car was switched off before it was done")
DECLINED = QT_TRANSLATE_NOOP("Cloud", "Somebody in the car said no")


class MirrorDesk(Mirror):
    """`folder` files: `keyring_file`, `privacy_file`; None keeps nothing. `page`: the hub's address for browsers, ""
    none. `about`: Car.About."""

    def __init__(
        self,
        clock: Clock,
        board: Board,
        key: Ed25519PrivateKey,
        keyring: Keyring,
        privacy: Privacy,
        post: PostRoom,
        effects: Callable[[], Effects | None],
        page: Callable[[], str],
        about: dict[str, object],
        keyring_file: KeptFile | None = None,
        privacy_file: KeptFile | None = None,
    ) -> None:
        self._clock, self._board, self._key, self._keyring, self._post = clock, board, key, keyring, post
        self._effects, self._page, self._about = effects, page, about
        self._keyring_file, self._privacy_file = keyring_file, privacy_file
        self._privacy = privacy
        self._collector = Collector(board, self._wall)
        self._pairing = PairingDesk(keyring.car, clock.now)
        self._report = LinkReport("hub", "hub", LinkState.OFF, clock.now())
        self._asked: list[Asked] = []
        self._sent: dict[str, Sent] = {}
        self._waiting: dict[str, int] = {}
        self._dropped = 0
        self._awake_at = -_AWAKE_S
        self._told_ring = ""
        self._fault = ""

    def _wall(self) -> float:
        return self._clock.local().timestamp()

    # What comes.

    def on_link(self, report: LinkReport) -> None:
        """The line to the hub."""
        self._report = report

    def on_waiting(self, waiting: dict[str, int], dropped: int) -> None:
        """Rows that the hub does not hold yet."""
        self._waiting, self._dropped = waiting, dropped

    def on_interrupted(self, names: list[str]) -> None:
        """Commands that the last run took, and did not answer: they are not begun again."""
        for name in names:
            self._answer(name, "", "", Outcome("failed", INTERRUPTED))

    def on_arrived(self, envelope: Envelope) -> None:
        """A command, for the first time."""
        if self._is_statement(envelope):
            return
        try:
            wish = judge(envelope.signed, envelope.id, self._keyring, self._wall())
        except RefusedError as error:
            state = "expired" if error.expired else "refused"
            self._answer(envelope.id, _name_in(envelope), "", Outcome(state, str(error)))
            return
        if wish.command == PAIR:
            self._on_pair(wish)
        else:
            self._do(wish)

    def _is_statement(self, envelope: Envelope) -> bool:
        try:
            verify(envelope.signed, STATEMENT)
        except SignatureError:
            return False
        try:
            self._keyring.add(envelope.signed)
        except SignatureError as error:
            log.warning("a statement on who is paired is refused: %s", error)
        else:
            self._keep_keyring()
        return True

    def _on_pair(self, wish: Wish) -> None:
        why = self._pairing.ask(wish.id, wish.key, wish.args)
        if why:
            self._answer(wish.id, PAIR, "", Outcome("refused", why))

    def _do(self, wish: Wish) -> None:
        by = "" if wish.by is None else wish.by.label
        effects = self._effects()
        effect = None if effects is None else effects.effect(wish.command)
        if wish.command == "forget":
            self._forget(wish)
        elif effect is None:
            self._answer(wish.id, wish.command, by, Outcome("refused", CANNOT))
        else:
            self._note(wish.id, wish.command, by, "accepted", "")
            try:
                effect(wish.args, lambda outcome: self._answer(wish.id, wish.command, by, outcome))
            except Exception:  # whatever a phone asks for, the drive goes on
                log.exception("a command failed in a way that its author did not foresee")
                self._answer(wish.id, wish.command, by, Outcome("failed", CANNOT))

    def _answer(self, name: str, command: str, by: str, outcome: Outcome) -> None:
        at_s = self._wall()
        words = {"id": name, "state": outcome.state, "why": outcome.why, "at": at_s}
        result = Draft(Lane.ALERT, RESULT_TOPIC, at_s, sign(self._key, RESULT, words))
        self._post.answer(name, command, by, outcome.state, outcome.why, result)
        self._note(name, command, by, outcome.state, outcome.why)

    def _note(self, name: str, command: str, by: str, state: str, why: str) -> None:
        others = [one for one in self._asked if one.id != name]
        self._asked = [Asked(name, command, by, state, why, self._wall()), *others][:_SHOWN]

    def _forget(self, wish: Wish) -> None:
        trip = wish.args.get("trip")
        if not isinstance(trip, str) or not trip:
            self._answer(wish.id, wish.command, "", Outcome("refused", CANNOT))
            return
        self.forget_trip(trip)
        self._answer(wish.id, wish.command, "" if wish.by is None else wish.by.label, Outcome("done"))

    # The driver's wishes.

    @override
    def offer_pairing(self, role: Role, hours: float | None = None) -> None:
        page = self._page()
        if page:
            self._pairing.begin(role, hours, page)
        self.publish()

    @override
    def agree(self, yes: bool) -> None:
        asking = self._pairing.asking
        if asking is None:
            return
        if yes:
            words: dict[str, object] = {"do": "grant", "key": asking.key.hex(), "label": asking.label}
            words["role"] = self._pairing.role.value
            if self._pairing.hours is not None:
                words["expires"] = self._wall() + self._pairing.hours * 3600
            self._state(words)
            if not self._privacy.on:
                self._set_privacy(dataclasses.replace(self._privacy, on=frozenset(Kind)))
        self._answer(asking.wish, PAIR, asking.label, Outcome("done") if yes else Outcome("refused", DECLINED))
        self._pairing.end()
        self.publish()

    @override
    def end_pairing(self) -> None:
        if self._pairing.asking is not None:
            self.agree(False)
        self._pairing.end()
        self.publish()

    @override
    def revoke(self, name: str) -> None:
        for device in self._keyring.devices():
            if device.name == name:
                self._state({"do": "revoke", "key": device.key.hex()})
        self.publish()

    def _state(self, words: dict[str, object]) -> None:
        """Say, as the car, who is paired or no longer."""
        words |= {"car": name_of(self._keyring.car), "after": self._keyring.head, "at": self._wall()}
        self._keyring.add(sign(self._key, STATEMENT, words))
        self._keep_keyring()

    def _keep_keyring(self) -> None:
        if self._keyring_file is not None:
            content = written(self._keyring)
            self._keyring_file.save(lambda: content)

    @override
    def allow(self, kind: Kind, on: bool) -> None:
        now_on = self._privacy.on | {kind} if on else self._privacy.on - {kind}
        self._set_privacy(dataclasses.replace(self._privacy, on=now_on))

    @override
    def exactness(self, exactness: Exactness) -> None:
        self._set_privacy(dataclasses.replace(self._privacy, exactness=exactness))

    @override
    def private_drive(self, on: bool) -> None:
        """What has not left the car yet stays here, too."""
        if on:
            self._post.forget((Lane.TELEMETRY, Lane.STATE))
        self._set_privacy(dataclasses.replace(self._privacy, private=on))

    @override
    def seal(self, lane: str, on: bool) -> None:
        sealed = self._privacy.sealed | {lane} if on else self._privacy.sealed - {lane}
        self._set_privacy(dataclasses.replace(self._privacy, sealed=sealed))

    def _set_privacy(self, privacy: Privacy) -> None:
        gone = self._privacy.on - privacy.on
        self._privacy = privacy
        if gone:
            self._post.forget((Lane.TELEMETRY, Lane.STATE))
        self._collector.again()
        if self._privacy_file is not None:
            content = privacy_bytes(privacy)
            self._privacy_file.save(lambda: content)
        self.publish()

    @override
    def forget_trip(self, trip: str) -> None:
        self._post.post([forget_row(self._wall(), trip=trip)])

    @override
    def delete_all(self) -> None:
        self._post.forget(tuple(Lane))
        self._post.post([forget_row(self._wall(), before_s=self._wall())])

    # Time passes.

    def tick(self) -> None:
        """Ten times a second."""
        rows = self._collector.collect(self._privacy)
        rows += self._own_rows()
        self._count(rows)
        self._post.post(rows)
        asking, offer = self._pairing.asking, self._pairing.offer
        if asking is not None and offer is None:
            self.agree(False)
        self.publish()

    def _own_rows(self) -> list[Draft]:
        """Who is paired goes out whatever else may not: the hub lets nobody in who is not in it."""
        now = self._wall()
        rows: list[Draft] = []
        if self._keyring.head != self._told_ring:
            self._told_ring = self._keyring.head
            ring = {"statements": [base64.b64encode(one).decode() for one in self._keyring.statements]}
            rows += [state_row("Car.Keyring", ring, now), state_row("Car.About", self._about, now)]
        if self._clock.now() - self._awake_at >= _AWAKE_S and self._keyring.devices():
            self._awake_at = self._clock.now()
            rows.append(state_row("Car.Awake", {"awake": True, "next_s": now + 2 * _AWAKE_S}, now))
        return rows

    def _count(self, rows: list[Draft]) -> None:
        for row in rows:
            known = self._sent.get(row.topic, Sent(row.topic, 0, 0, 0.0))
            self._sent[row.topic] = Sent(row.topic, known.rows + 1, known.bytes + len(row.body), row.wall_s)

    def publish(self) -> None:
        """What the pane shows."""
        state = CloudState(
            link=self._report.state,
            detail=self._report.detail,
            since=self._report.since,
            hub=self._page(),
            car=name_of(self._keyring.car),
            screens=tuple(
                Screen(one.name, one.label, one.role, one.expires_s, None) for one in self._keyring.devices()
            ),
            offer=self._pairing.offer,
            privacy=self._privacy,
            asked=tuple(self._asked),
            sent=tuple(self._sent.values()),
            waiting=self._waiting,
            dropped=self._dropped,
            fault=self._fault,
        )
        if state != self._board.latest(CloudState):
            self._board.publish(state)


def _name_in(envelope: Envelope) -> str:
    """What a command that is refused calls itself: for the list alone."""
    try:
        words = json.loads(envelope.signed[96:])
    except ValueError:
        return ""
    return str(words.get("c", ""))[:32] if isinstance(words, dict) else ""


def privacy_bytes(privacy: Privacy) -> bytes:
    """As it is kept."""
    said = {
        "on": sorted(kind.value for kind in privacy.on),
        "exactness": privacy.exactness.value,
        "private": privacy.private,
        "valet": privacy.valet,
    }
    return json.dumps(said).encode()


def privacy_of(content: bytes) -> Privacy:
    """As it was kept. Raises ValueError."""
    try:
        said = json.loads(content)
        on = frozenset(Kind(one) for one in said["on"])
        return Privacy(on, Exactness(said["exactness"]), bool(said["private"]), bool(said["valet"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a choice of what may leave the car") from error
