"""The files on this computer: found, read, kept in a database, looked through. Knows no player and no screen."""
