"""Use cases: what the commands do, without reading arguments or printing."""
