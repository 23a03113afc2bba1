"""wardarchive: an archive of Vietnam's ward portals that answers questions, with evidence."""

__version__ = "0.1.0"
