"""A recorded GPX track instead of a receiver, in virtual time. GPX tells places and times; speed and course are made
from neighbours."""

from pathlib import Path
from typing import Final

import gpxpy
import gpxpy.gpx

from headunit.kernel.errors import HeadunitError
from headunit.kernel.geodesy import LatLon, bearing_deg, distance_m
from headunit.position.plausible import make_fix
from headunit.position.state import Fix, Mode

#: A larger file is no drive (bytes).
MOST_BYTES: Final = 200_000_000
#: Without times a track is driven with one point a second; a longer hole than this is one in the recording (s).
STEP_S, MOST_HOLE_S = 1.0, 60.0


def read(path: Path) -> list[tuple[float, Fix]]:
    """Seconds since the first point, and the fix of each point. Raises HeadunitError for a file that is no track."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise HeadunitError(f"{path}: too large for a track")
        tracks = gpxpy.parse(path.read_text("utf-8", errors="replace")).tracks
    except OSError as error:
        raise HeadunitError(f"{path}: {error.strerror}") from error
    except (gpxpy.gpx.GPXException, ValueError) as error:
        raise HeadunitError(f"{path}: no GPX file: {str(error).splitlines()[0][:120]}") from error
    points = [point for track in tracks for segment in track.segments for point in segment.points]
    if not points:
        raise HeadunitError(f"{path}: a GPX file without a track (routes and waypoints are not driven)")
    told: list[tuple[float, Fix]] = []
    due_s, before = 0.0, None
    for point in points:
        step_s = STEP_S
        if before is not None and before.time is not None and point.time is not None:
            step_s = (point.time - before.time).total_seconds()
            if step_s <= 0:
                continue  # the same point again, or a step back
            step_s = step_s if step_s <= MOST_HOLE_S else STEP_S
        speed = course = None
        if before is not None:
            due_s += step_s
            way_m = distance_m(before.latitude, before.longitude, point.latitude, point.longitude)
            speed = way_m / step_s
            course = bearing_deg(LatLon(before.latitude, before.longitude), LatLon(point.latitude, point.longitude))
        told.append((due_s, _fix(point, speed, course)))
        before = point
    return told


def _fix(point: gpxpy.gpx.GPXTrackPoint, speed_mps: float | None, course_deg: float | None) -> Fix:
    return make_fix(
        Mode.FIX_3D if point.elevation is not None else Mode.FIX_2D,
        utc=point.time,
        lat_deg=point.latitude,
        lon_deg=point.longitude,
        alt_m=point.elevation,
        speed_mps=speed_mps,
        track_deg=course_deg,
    )
