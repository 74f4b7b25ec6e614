"""Run the command line with ``python -m lunargraph``."""

import sys

try:
    from lunargraph.cli import main
except KeyboardInterrupt:
    # stopped before it began
    sys.exit(130)

if __name__ == "__main__":
    main()
