"""Three invented ward portals, bundled so that the whole chain can be tried without the network.

`portals.PORTALS` names them, `site.respond` answers one request without any I/O, `server.serve_portals`
puts them on the loopback, `expected.expected_articles` tells what a perfect reader would find there.
All events and all statements in them are fiction.
"""
