"""What Python runs when it is given a pack: `docgen form`, with the forms of that file."""

import os
import sys

from docgen.cli import main

code = 0
sys.argv[1:1] = ["form", "--pack", sys.argv[0]]
try:
    main()
except SystemExit as done:
    code = done.code if isinstance(done.code, int) else 0
sys.stdout.flush()
sys.stderr.flush()
os._exit(code)  # Python would take 10 ms to tidy up, as long as a form takes to fill in
