"""When something was, as one says it: a time today, a weekday this week, else a date."""

import datetime as dt

from PySide6.QtCore import QDate, QLocale, QTime

#: So many days back, a weekday alone is clear.
WEEK_D = 6


def told(when: float | None, now: dt.datetime) -> tuple[str, bool]:
    """`when`: seconds since 1970, UTC; `now`: Clock.local(). The words in the language of the screen, "" unknown; and
    whether it was yesterday, which QML has the word for (the words are then the time)."""
    if when is None:
        return "", False
    try:
        moment = dt.datetime.fromtimestamp(when, now.tzinfo)
    except (OverflowError, OSError, ValueError):  # a phone whose clock is lost
        return "", False
    locale, days = QLocale(), (now.date() - moment.date()).days
    if days in {0, 1}:
        clock = QTime(moment.hour, moment.minute)
        return locale.toString(clock, QLocale.FormatType.ShortFormat), days == 1
    if 0 < days <= WEEK_D:
        return locale.standaloneDayName(moment.isoweekday(), QLocale.FormatType.LongFormat), False
    date = QDate(moment.year, moment.month, moment.day)
    return locale.toString(date, QLocale.FormatType.ShortFormat), False
