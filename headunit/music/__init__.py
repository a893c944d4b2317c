"""Music: a library, a queue, a player, sources beside files. Knows not who else wants to be heard: sound/ decides."""
