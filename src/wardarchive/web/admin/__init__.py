"""The archivist's desk: pages under /admin, for those who signed in."""
