"""The health report as one page to print: no script, no other file, everything from the car escaped."""

from collections.abc import Callable, Iterable, Iterator
from html import escape

from headunit.diagnostics import report
from headunit.diagnostics.dtc_table import DtcTable
from headunit.diagnostics.health import judge
from headunit.diagnostics.state import Scan, filled
from headunit.kernel.words import QT_TRANSLATE_NOOP

_STYLE = """\
body{font:11pt/1.45 "Inter","Noto Sans","Noto Sans CJK SC",sans-serif;max-width:50em;margin:2em auto;padding:0 1em}
h1{font-size:1.5em;margin:0}h2{font-size:1.1em;margin:1.6em 0 .3em;border-bottom:1px solid}
table{border-collapse:collapse;width:100%}td{vertical-align:top;padding:.15em .8em .15em 0}tr{break-inside:avoid}
.score{font-size:3em;font-weight:600;margin:.2em 0}.quiet{opacity:.7}@page{margin:18mm}"""


def _table(title: str, rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    body = ["<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows]
    if body:
        yield f"<h2>{escape(title)}</h2><table>"
        yield from body
        yield "</table>"


def page(scan: Scan, table: DtcTable, say: Callable[[str], str] = str) -> str:
    """The whole page, UTF-8. `say`: source texts of the context "Diagnostics" in the reader's language (English)."""
    health = judge(scan)
    title = say(QT_TRANSLATE_NOOP("Diagnostics", "Vehicle health report"))
    score = say(QT_TRANSLATE_NOOP("Diagnostics", "unknown"))
    if health.score is not None:
        score = filled(say(QT_TRANSLATE_NOOP("Diagnostics", "%1 of 100")), (str(health.score),))
    vins = sorted({f"VIN {unit.vin}" for unit in scan.units if unit.vin})
    none = [(say(QT_TRANSLATE_NOOP("Diagnostics", "none")),)]
    codes = [(code.full, code.ecu, table.text(code), report.code_detail(code, say)) for code in scan.codes]
    frozen = (
        (
            snapshot.code,
            snapshot.ecu,
            say(snapshot.kind),
            "; ".join(report.value_text(value, say) for value in snapshot.values) or snapshot.raw,
        )
        for snapshot in scan.snapshots
    )
    reasons = ((f"-{reason.points}", filled(say(reason.words), reason.values)) for reason in health.reasons)
    sections: tuple[tuple[str, Iterable[tuple[str, ...]]], ...] = (
        (QT_TRANSLATE_NOOP("Diagnostics", "Why"), reasons),
        (QT_TRANSLATE_NOOP("Diagnostics", "Trouble codes"), codes or none),
        (QT_TRANSLATE_NOOP("Diagnostics", "Frozen with the codes"), frozen),
        (
            QT_TRANSLATE_NOOP("Diagnostics", "Lamp and self-tests"),
            ((report.status_text(status, say),) for status in scan.statuses),
        ),
        (
            QT_TRANSLATE_NOOP("Diagnostics", "Values"),
            ((value.ecu, report.value_text(value, say)) for value in scan.values),
        ),
        (QT_TRANSLATE_NOOP("Diagnostics", "Control units"), ((report.unit_text(unit, say),) for unit in scan.units)),
        (
            QT_TRANSLATE_NOOP("Diagnostics", "What did not work"),
            ((trouble.ecu, trouble.what) for trouble in scan.troubles),
        ),
    )
    lines = [
        "<!doctype html>",
        f'<html lang="{escape(table.language)}"><head><meta charset="utf-8"><title>{escape(title)}</title>',
        f"<style>{_STYLE}</style></head><body>",
        f"<h1>{escape(title)}</h1>",
        f'<p class="quiet">{escape(", ".join((scan.taken, scan.line, *vins)))}</p>',
        f'<p class="score">{escape(score)}</p>',
        *(line for heading, rows in sections for line in _table(say(heading), rows)),
        "</body></html>",
    ]
    return "\n".join(lines) + "\n"
