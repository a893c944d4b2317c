"""One file per sub-command of `headunit`."""
