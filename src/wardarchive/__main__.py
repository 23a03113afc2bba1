"""``python -m wardarchive``."""

from wardarchive.cli import main

main()
