"""Where a navigation device may warn of speed cameras: facts of law, each with its source.

Laws change, and what is not known here is treated as forbidden: on "auto" a warning comes only where it is known to be
allowed.
"""

from typing import Final

#: ISO 3166-1 alpha-2 -> what allows it. ADAC, "Radarwarner im Ausland" (adac.de, edition with the columns
#: Mitführverbot and Benutzungsverbot): "POI function is permitted"; second witness: IAM RoadSmart's survey of motoring
#: clubs, 2008 (honestjohn.co.uk, 28 July 2008).
ALLOWED: Final[dict[str, str]] = {
    "AL": "ADAC: neither carrying nor use is forbidden",
    "BE": "ADAC: navigation with POI function is permitted; Le Vif, Trends: permitted",
    "ES": "Le Vif, Trends: permitted (detectors are forbidden: Ley 18/2021)",
    "GB": "IAM survey: both detectors and POI are permitted",
    "HU": "IAM survey: both detectors and POI are permitted",
    "IT": "IAM survey: POI is permitted; Le Vif, Trends: permitted",
    "LU": "ADAC: navigation with POI function is permitted",
    "RO": "ADAC (24auto.de): carrying and use are permitted",
}
#: The same of those that forbid it. Nothing is looked up here: what is not in ALLOWED is off. It is kept for the text
#: that explains why.
FORBIDDEN: Final[dict[str, str]] = {
    "AT": "KFG section 98a; only general warnings of danger zones (Saphe: rules in Europe)",
    "BG": "ADAC: use is forbidden",
    "CH": "SVG Art. 98a (before 2013: Art. 57b): carrying is punished too",
    "CY": "Saphe, ATS Euromaster: forbidden",
    "CZ": "reported as forbidden; not confirmed",
    "DE": "StVO section 23 (1c)",
    "FR": "Code de la route R413-15 (decree 2012-3): danger zones only, and only by approved devices",
    "IE": "IAM survey: POI is forbidden",
    "LI": "SVG follows the Swiss law; not confirmed",
    "MC": "no source found",
    "MK": "Saphe: forbidden",
    "SK": "Le Vif, Trends: forbidden",
    "TR": "Saphe; Le Vif, Trends: forbidden",
}


def may_warn(setting: str, country: str) -> bool:
    """Whether to warn in `country` (ISO 3166-1 alpha-2, "" unknown) by the driver's setting: "on", "off" or "auto"."""
    return setting == "on" or (setting == "auto" and country in ALLOWED)
