"""The health report as one page to print: no script, no other file, everything from the car escaped."""

from collections.abc import Iterable, Iterator
from html import escape

from headunit.diagnostics import report
from headunit.diagnostics.dtc_table import DtcTable
from headunit.diagnostics.health import judge
from headunit.diagnostics.state import Scan

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


def page(scan: Scan, table: DtcTable) -> str:
    """The whole page, UTF-8."""
    health = judge(scan)
    score = "unknown" if health.score is None else f"{health.score} of 100"
    vins = sorted({f"VIN {unit.vin}" for unit in scan.units if unit.vin})
    lines = [
        "<!doctype html>",
        f'<html lang="{escape(table.language)}"><head><meta charset="utf-8"><title>Vehicle health report</title>',
        f"<style>{_STYLE}</style></head><body>",
        "<h1>Vehicle health report</h1>",
        f'<p class="quiet">{escape(", ".join((scan.taken, scan.line, *vins)))}</p>',
        f'<p class="score">{escape(score)}</p>',
        *_table("Why", ((f"-{reason.points}", reason.what) for reason in health.reasons)),
        *_table(
            "Trouble codes",
            ((code.full, code.ecu, table.text(code), report.code_detail(code)) for code in scan.codes)
            if scan.codes
            else [("none",)],
        ),
        *_table(
            "Frozen with the codes",
            (
                (
                    snapshot.code,
                    snapshot.ecu,
                    snapshot.kind,
                    "; ".join(map(report.value_text, snapshot.values)) or snapshot.raw,
                )
                for snapshot in scan.snapshots
            ),
        ),
        *_table("Lamp and self-tests", ((report.status_text(status),) for status in scan.statuses)),
        *_table("Values", ((value.ecu, report.value_text(value)) for value in scan.values)),
        *_table("Control units", ((report.unit_text(unit),) for unit in scan.units)),
        *_table("What did not work", ((trouble.ecu, trouble.what) for trouble in scan.troubles)),
        "</body></html>",
    ]
    return "\n".join(lines) + "\n"
