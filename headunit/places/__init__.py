"""Places: found by what one types, remembered, shared as GPX and GeoJSON. Knows no map and no route."""
