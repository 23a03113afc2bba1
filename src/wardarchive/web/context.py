"""What the running application shows: its archive's services, and searches in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import Flask, current_app

from wardarchive.web.answers import Answers

if TYPE_CHECKING:
    from wardarchive.wiring import Services

_SERVICES = "wardarchive.services"
_ANSWERS = "wardarchive.answers"


def attach(app: Flask, services: Services) -> None:
    """Give `app` its archive."""
    app.extensions[_SERVICES] = services
    app.extensions[_ANSWERS] = Answers(services.engine)


def services() -> Services:
    """The archive of the application that answers this request."""
    return cast("Services", current_app.extensions[_SERVICES])


def answers() -> Answers:
    """Searches in that archive."""
    return cast(Answers, current_app.extensions[_ANSWERS])
