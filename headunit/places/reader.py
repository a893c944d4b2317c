"""Who reads the index: takes questions one after the other, opens another region when told to. No thread, no board."""

from dataclasses import replace
from pathlib import Path

from headunit.kernel.errors import HeadunitError
from headunit.places import query
from headunit.places.along import along
from headunit.places.catalogue import Catalogue
from headunit.places.coordinates import written
from headunit.places.inquiry import Ahead, Answer, Question, Where
from headunit.places.kinds import COORDINATES
from headunit.places.question import read
from headunit.places.state import Hit, Nearby, Place
from headunit.places.telling import places_of


class Reader:
    """Keeps the index open from question to question. To be used by one thread."""

    def __init__(self) -> None:
        self._catalogue: Catalogue | None = None

    def answer(self, question: Question) -> Answer:
        """Never raises: a damaged or missing index is an answer too."""
        if question.index is None:
            return Answer(_bare(question))
        if not question.asked:
            self.warm(question.index)
            return Answer()
        try:
            return self._answer(self._opened(question.index), question)
        except HeadunitError as error:
            self.close()
            return Answer(_bare(question), str(error))

    def _opened(self, index: Path) -> Catalogue:
        if self._catalogue is None or self._catalogue.path != index or not self._catalogue.current():
            self.close()
            self._catalogue = Catalogue(index)
        return self._catalogue

    def close(self) -> None:
        """Close the index."""
        if self._catalogue is not None:
            self._catalogue.close()
            self._catalogue = None

    def _answer(self, catalogue: Catalogue, question: Question) -> Answer:
        where = question.where
        if question.at is not None:
            return Answer(query.at(catalogue, question.at, where))
        kinds, nearby = question.kinds, question.nearby
        if question.text:
            asked = read(question.text)
            if kinds or not asked.whole or asked.nearby is None:
                return Answer(query.find(catalogue, question.text, where, question.limit, kinds))
            kinds, nearby = asked.kinds, asked.nearby  # "fuel near me": where it is said, names count no more
        if nearby is Nearby.ROUTE and question.ahead is not None:
            return _on_the_way(catalogue, kinds, question.ahead, where, question.limit)
        near = question.middle if nearby is Nearby.MAP and question.middle is not None else where.near
        return Answer(() if near is None else query.of_kind(catalogue, kinds, near, where, question.limit))

    def warm(self, index: Path) -> None:
        """Open an index and read what the first keystroke would have to wait for. Never raises."""
        try:
            catalogue = self._opened(index)
            catalogue.words  # noqa: B018
            query.find(catalogue, "a", Where())
        except HeadunitError:
            self.close()  # the first question will tell


def _bare(question: Question) -> tuple[Hit, ...]:
    """What can be said of a touched place without an index: its coordinates."""
    if question.at is None:
        return ()
    return (query.hit(Place(written(question.at), COORDINATES, question.at), question.where),)


def _on_the_way(catalogue: Catalogue, kinds: tuple[str, ...], ahead: Ahead, where: Where, limit: int) -> Answer:
    found = along(catalogue, kinds, ahead.points, ahead.within_m, limit, ahead.from_m)
    places = places_of(catalogue, [one.entry for one in found], where.language)
    hits = tuple(
        replace(query.hit(place, where), detour_s=one.detour_s) for place, one in zip(places, found, strict=True)
    )
    return Answer(hits, along_m=tuple(one.at_m for one in found))
