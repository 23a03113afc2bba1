"""BeautifulSoup's builder on lxml with a short way for the ordinary element.

BeautifulSoup asks of each element what only few need: namespaces, substitutions, parsers that close what
was never opened. lxml's HTML parser gives balanced elements in order, so that for all but a few names a tag
can be copied from the first one of its name and linked to what came before. The trees are the same, which
a test holds against BeautifulSoup's own builder on all golden pages, whole and broken.
"""

from __future__ import annotations

from typing import Any

from bs4 import Tag
from bs4.builder._lxml import LXMLTreeBuilder
from bs4.element import NavigableString, PageElement

_NO_NAMES: dict[str, str] = {}
"""An element declares no namespaces."""
_BLANK = " \n\t\f\r"


class QuickBuilder(LXMLTreeBuilder):
    """Builds the same tree as `LXMLTreeBuilder` in about half the time."""

    def prepare_markup(self, *args: Any, **kwargs: Any) -> Any:
        """Begin a page: nothing is known of its elements yet."""
        self._models: dict[str, dict[str, Any]] = {}
        self._slow = self.preserve_whitespace_tags | set(self.string_containers) | {"meta"}
        return super().prepare_markup(*args, **kwargs)

    def start(self, tag: Any, attrib: Any, nsmap: Any = _NO_NAMES) -> None:
        """An element begins."""
        model = self._models.get(tag)
        soup = self.soup
        if model is None or nsmap or soup is None:
            super().start(tag, attrib, nsmap)
            self._learn(tag)
            return
        if soup.current_data:
            self._end_text()
        made = Tag.__new__(Tag)
        fields = made.__dict__
        fields.update(model)
        fields["attrs"] = dict(attrib)
        fields["contents"] = []
        self._link(made)
        soup.tagStack.append(made)
        soup.currentTag = made
        soup.open_tag_counter[tag] += 1

    def _learn(self, tag: str) -> None:
        """Take the element just begun for the model of its name, where that is an ordinary one."""
        soup = self.soup
        made = soup.currentTag if soup is not None else None
        ordinary = made is not None and made.name == tag and made.prefix is None and tag not in self._slow
        if made is None or not ordinary or len(self.nsmaps) > 1:
            return
        own = {"parent", "previous_element", "next_element", "previous_sibling", "next_sibling"}
        self._models[tag] = {k: v for k, v in made.__dict__.items() if k not in own} | dict.fromkeys(own)

    def end(self, name: Any) -> None:
        """An element ends."""
        soup = self.soup
        if soup is None or name not in self._models or len(self.nsmaps) > 1:
            super().end(name)
            return
        if soup.current_data:
            self._end_text()
        stack = soup.tagStack
        if len(stack) < 2 or stack[-1].name != name:
            super().end(name)
            return
        stack.pop()
        soup.open_tag_counter[name] -= 1
        soup.currentTag = stack[-1]

    def _end_text(self) -> None:
        """The text collected so far becomes a string of the tree."""
        soup = self.soup
        if soup is None or soup.preserve_whitespace_tag_stack or soup.string_container_stack:
            if soup is not None:
                soup.endData()
            return
        text = "".join(soup.current_data)
        soup.current_data = []
        if not text.strip(_BLANK):
            text = "\n" if "\n" in text else " "
        self._link(NavigableString(text))

    def _link(self, node: PageElement) -> None:
        """Put a node at the end of what there is of the tree."""
        soup = self.soup
        parent = soup.currentTag if soup is not None else None
        if soup is None or parent is None:
            return
        before = soup._most_recent_element
        node.parent = parent
        node.previous_element = before
        if before is not None:
            before.next_element = node
        contents = parent.contents
        if contents:
            node.previous_sibling = contents[-1]
            contents[-1].next_sibling = node
        contents.append(node)
        soup._most_recent_element = node
