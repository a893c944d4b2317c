"""Errors that end a command with one clear line. Anything else that escapes is a defect of ours."""


class HeadunitError(Exception):
    """The work failed for a reason that a person can act on: exit code 1, and `str(error)` is the line shown."""

    exit_code = 1


class UsageError(HeadunitError):
    """The command was called wrongly: exit code 2. Names what was given and what would be accepted."""

    exit_code = 2


def did_you_mean(what: str, given: str, known: list[str]) -> UsageError:
    """An error for an unknown name that lists the known ones, the likeliest first."""
    import difflib  # noqa: PLC0415  only on the way out

    close = difflib.get_close_matches(given, known, n=1)
    hint = f"; did you mean {close[0]}?" if close else "."
    return UsageError(f"no {what} named {given!r}{hint} Known: {', '.join(sorted(known)) or 'none'}")
