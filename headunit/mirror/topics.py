"""What rows are about: topic -> body. Bodies are msgpack of plain dicts, lists, text, numbers; SI units in the names.

Signals carry COVESA VSS 6 paths. Whoever reads lets unknown topics and unknown keys pass: cars are older than hubs.
"""

from typing import Final

#: Lane S. One key's newest value: {"k": key, "v": value or None (unknown), "at": wall_s of the reading}.
#: Keys: VSS paths ("Vehicle.Speed", km/h), and of the head unit itself:
#:   "Car.Position"  {"lat", "lon", "heading_deg", "speed_mps", "accuracy_m", "quality"}: as exact as the owner lets it
#:   "Car.Music"     {"title", "artist", "album", "playing", "position_s", "duration_s", "volume",
#:                    "queue": [[entry, title]]}
#:   "Car.Guidance"  {"active", "to", "lat", "lon", "arrival_s" (since 1970), "left_m"}
#:   "Car.Notices"   [{"key", "urgency", "title", "advice", "since"}]
#:   "Car.Codes"     [{"code", "status", "unit", "text"}]: trouble codes as last read
#:   "Car.About"     {"name", "model", "software", "language"}
#:   "Car.Keyring"   {"statements": [...]}: who is paired; see mirror/keyring.py
#:   "Car.Awake"     {"awake": bool, "next_s": when it will call at the latest}
#:   "Car.Privacy"   {"lane or kind": bool}
STATE: Final = "state"
#: Lane T. One second of signals as deltas: see mirror/delta.py.
TELEMETRY: Final = "tele"
#: Lane A. {"id", "kind", "at", "lat", "lon", "words": {...}, "ended"}: "tow", "unlocked", "low_12v", "tyre", "window",
#: "charge_done", "geofence" (by the hub), "notice".
ALERT: Final = "alert"
#: Lane A. {"id", "began_s", "lat", "lon"} and {"id", "ended_s", "distance_m", "energy_j", "fuel_m3", "lat", "lon"}.
TRIP_BEGIN: Final = "trip/begin"
TRIP_END: Final = "trip/end"
#: Lane A. {"id": command's, "state": "accepted|done|refused|expired|failed", "why", "at"}: signed, mirror/signed.py.
RESULT: Final = "cmd/result"
#: Lane A. {"trip": id} or {"before_s"}: a tombstone; hub and screens forget.
FORGET: Final = "forget"
#: Any lane. {"from": seq, "why": "privacy|quota"}: rows from there up to this one's number do not exist any more.
SKIP: Final = "skip"
#: Lane B. {"id", "name", "part", "parts", "data"}.
FILE: Final = "file"
