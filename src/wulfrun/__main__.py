"""`python -m wulfrun` is the command `wulfrun`."""

import sys

from wulfrun.cli import main

sys.exit(main())
