"""Design tokens: the only place with a colour, a size or a duration."""
