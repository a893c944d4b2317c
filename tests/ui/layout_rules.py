"""What must hold for anything on the screen, whatever the pane: each rule yields one line for each breach."""

import math
from collections.abc import Callable, Iterator

from PySide6.QtCore import QRectF
from seen import Node, Shown, Text, Tree, pairs

#: Rounding of positions to whole pixels, and icon glyphs a hair wider than their square.
SLACK = 1.5
#: Lines of text may touch by this share of their height: that much of a line is empty above and below its letters.
LEADING = 0.14
#: Words of one line that belong to different things stand apart by this share of the smaller one's size.
APART = 0.3
#: The floor of Google's Design for Driving, whatever the size of the window.
TARGET_PX = 76
#: Between targets, in windows of the reference design and larger, and in smaller ones.
SPACING_PX, SPACING_SMALL_PX = 16, 8
#: The smallest type of the reference design, and what the smallest window makes of it.
TYPE_PX = 24
SMALLEST_SCALE = 0.8

type Rule = Callable[[Tree, QRectF], Iterator[str]]


def _inside(inner: QRectF, outer: QRectF, *, scrolls: bool = False) -> bool:
    level = inner.left() >= outer.left() - SLACK and inner.right() <= outer.right() + SLACK
    return level and (scrolls or (inner.top() >= outer.top() - SLACK and inner.bottom() <= outer.bottom() + SLACK))


def _holds_text(node: Node) -> bool:
    """Whether it is a room that a text must not leave: a card, a button, anything that cuts off."""
    return node.filled or node.touched or node.clips


def text_fits(tree: Tree, window: QRectF) -> Iterator[str]:
    """Nothing is cut off, and every text stays in its room, its card and the window."""
    for text in tree.texts:
        if text.truncated:
            yield f"cut off: {text}"
        if not _inside(text.rect, text.node.rect):
            yield f"larger than its room of {text.node.rect.width():.0f}x{text.node.rect.height():.0f}: {text}"
        if not _inside(text.rect, window, scrolls=text.node.scrolls):
            yield f"outside the window: {text}"
        for room in text.node.around():
            # Inside what scrolls, a text may be above or below the view of that, and of all around it.
            beyond = text.node.scrolls and not (room.scrolls and not room.clips)
            if _holds_text(room) and not _inside(text.rect, room.rect, scrolls=beyond):
                yield f"outside its {room.kind}: {text}"
                break


def _collide(one: QRectF, other: QRectF, slack: float) -> bool:
    shared = one.intersected(other)
    return shared.width() > SLACK and shared.height() > max(SLACK, slack)


def _overlaid(one: Shown, other: Shown) -> bool:
    """Whether one of them is a notice over the other, which is what notices are for."""
    return one.node.overlay != other.node.overlay


def _siblings(one: Shown, other: Shown) -> bool:
    mine, its = one.node.parent, other.node.parent
    return mine is not None and its is not None and mine.key == its.key


def texts_keep_apart(tree: Tree, _window: QRectF) -> Iterator[str]:
    """No two texts or symbols lie on each other, or so close that they read as one."""
    for one, other in pairs(tree.texts):
        if _overlaid(one, other):
            continue
        pixels = min(one.pixels, other.pixels)
        if _collide(one.seen, other.seen, LEADING * pixels):
            yield f"overlap: {one} and {other}"
        elif not _siblings(one, other) and not (one.icon or other.icon):
            apart = APART * pixels
            if _collide(one.seen.adjusted(-apart, 0, apart, 0), other.seen, pixels / 2):
                yield f"read as one: {one} and {other}"


def _letters(text: Text) -> QRectF:
    """Roughly where the ink of a text is: without the empty space above and below."""
    return text.seen.adjusted(0, LEADING * text.pixels, 0, -LEADING * text.pixels)


def texts_keep_off_edges(tree: Tree, _window: QRectF) -> Iterator[str]:
    """A text lies on a surface or beside it, never across its edge, and not on the band of a dial."""
    for text in tree.texts:
        letters = _letters(text)
        for surface in tree.surfaces:
            if text.inside(surface) or _overlaid(text, surface) or _inside(letters, surface.seen):
                continue
            if _collide(letters, surface.seen, 0):
                yield f"across the edge of {surface}: {text}"
        for dial in tree.dials:
            if not _overlaid(text, dial) and any(letters.contains(point) for point in dial.band):
                yield f"on the band of {dial}: {text}"


def cards_keep_apart(tree: Tree, window: QRectF) -> Iterator[str]:
    """No two cards lie on each other, and all are in the window."""
    cards = tuple(surface for surface in tree.surfaces if surface.node.kind.endswith("Card"))
    for card in cards:
        if not _inside(card.rect, window, scrolls=card.node.scrolls):
            yield f"outside the window: {card}"
    for one, other in pairs(cards):
        nested = one.inside(other) or other.inside(one)
        if not nested and not _overlaid(one, other) and _collide(one.seen, other.seen, 0):
            yield f"overlap: {one} and {other}"


def targets_are_large(tree: Tree, window: QRectF) -> Iterator[str]:
    """Everything touched is as large as a gloved finger, and in the window."""
    for target in tree.targets:
        if min(target.rect.width(), target.rect.height()) < TARGET_PX:
            yield f"smaller than {TARGET_PX} px: {target}"
        if not _inside(target.rect, window, scrolls=target.node.scrolls):
            yield f"outside the window: {target}"


def targets_keep_apart(tree: Tree, window: QRectF) -> Iterator[str]:
    """A finger that misses one target by a little must not hit another. Segments of one choice are one control."""
    reference = window.width() >= 1280 and window.height() >= 720
    least = SPACING_PX if reference else SPACING_SMALL_PX
    for one, other in pairs(tree.targets):
        a, b = one.seen, other.seen
        choice, same = one.node.within("Segmented"), other.node.within("Segmented")
        together = choice is not None and same is not None and choice.key == same.key
        nested = one.inside(other) or other.inside(one)
        if a.isEmpty() or b.isEmpty() or together or nested or _overlaid(one, other):
            continue
        aside = max(a.left() - b.right(), b.left() - a.right(), 0.0)
        above = max(a.top() - b.bottom(), b.top() - a.bottom(), 0.0)
        if math.hypot(aside, above) < least:
            yield f"closer than {least} px: {one} and {other}"


def type_is_legible(tree: Tree, window: QRectF) -> Iterator[str]:
    """No text is smaller than the type scale's smallest step at this size of window."""
    scale = max(SMALLEST_SCALE, min(window.width() / 1280, window.height() / 720))
    for text in tree.texts:
        if text.pixels < round(TYPE_PX * scale):
            yield f"{text.pixels} px is too small: {text}"


RULES: tuple[Rule, ...] = (
    text_fits,
    texts_keep_apart,
    texts_keep_off_edges,
    cards_keep_apart,
    targets_are_large,
    targets_keep_apart,
    type_is_legible,
)
