"""``python -m motcua.cli`` is ``motcua``."""

import sys

from motcua.cli.main import main

sys.exit(main())
