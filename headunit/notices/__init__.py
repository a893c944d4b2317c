"""Tell-tales and warnings, one list by priority."""
