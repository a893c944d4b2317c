"""The owner's side of the mirror: a server, its store, and the page on phone and PC. Knows no car's rooms and no Qt."""
