"""Fetch politely, discover URLs, keep captures in WARC files.

`urls` one spelling a page · `fetch` one response within limits · `robots` and `politeness` whether and
when · `sitemap` pages that a site lists · `warc` writing, reading, recovery of captures.
"""
