"""gpsd and serial NMEA in, one Fix out."""
