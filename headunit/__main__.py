"""`python -m headunit` is the `headunit` command."""

import sys

from headunit.cli import main

sys.exit(main())
