"""Run the command line with ``python -m lunargraph``."""

from lunargraph.cli import main

if __name__ == "__main__":
    main()
