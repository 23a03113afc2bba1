"""account: made, listed, changed and removed on the command line."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from wardarchive.cli import main
from wardarchive.config import load_settings
from wardarchive.jobs import accounts
from wardarchive.jobs.passwords import Cost, hash_password, matches
from wardarchive.store.store import Store

PASSWORD = "một câu dài dễ nhớ"
Command = Callable[..., tuple[int, str, str]]


class _Pipe(io.TextIOWrapper):
    """Standard input that is no terminal."""


@pytest.fixture
def command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Command:
    """Runs ``wardarchive account`` on an archive: (status, stdout, stderr)."""

    def run(*words: str, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", _Pipe(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as ended:
            main([*words, "--home", str(tmp_path)])
        out, err = capfdbinary.readouterr()
        return int(str(ended.value.code)), out.decode(), err.decode()

    run("init")
    return run


def test_accounts_from_first_to_last(command: Command, tmp_path: Path) -> None:
    """The password comes on standard input and is kept as a hash; every deed is in the log."""
    line = f"{PASSWORD}\n".encode()
    status, out, err = command("account", "add", "An", "--role", "admin", stdin=line)
    assert status == 0, err
    assert PASSWORD not in out + err
    listed = json.loads(command("account", "list", "--json")[1])
    assert [(a["name"], a["role"]) for a in listed] == [("an", "admin")]
    with Store.open(load_settings(tmp_path).database_url) as store:
        account = store.account("an")
        assert account and account.password.startswith("scrypt$15$8$3$")
        assert matches(PASSWORD, account.password) and not matches(PASSWORD + " ", account.password)
    for words, stdin, said in (
        (("add", "an"), line, "already"),
        (("add", "b"), line, "cannot be"),
        (("add", "bình"), "ngắn\n".encode(), "12 to 200"),
        (("add", "bình"), b"", "no password"),
        (("add", "bình"), b"\xff\xfe\n", "UTF-8"),
        (("role", "bình", "editor"), b"", "no account"),
        (("add", "bình", "--role", "king"), line, "king"),
    ):
        refused, _, told = command("account", *words, stdin=stdin)
        assert refused == 2 and said in told, (words, told)
        assert "Traceback" not in told
    assert command("account", "role", "an", "editor")[0] == 0
    assert command("account", "password", "an", stdin="một câu khác hẳn\n".encode())[0] == 0
    assert command("account", "remove", "an")[0] == 0
    with Store.open(load_settings(tmp_path).database_url) as store:
        deeds = [entry.action for entry in store.audit_entries()]
        assert deeds == ["account-remove", "account-password", "account-role", "account-add"]
        assert {entry.actor for entry in store.audit_entries()} == {"(command line)"}
        assert store.accounts() == []


def test_a_password_row_edited_by_hand_lets_nobody_in() -> None:
    kept = hash_password(PASSWORD, Cost(4, 8, 1))
    assert matches(PASSWORD, kept)
    for broken in ("", "scrypt$4$8$1", "plain", PASSWORD, kept.replace("scrypt", "md5"), kept[:-6]):
        assert not matches(PASSWORD, broken), broken


def test_one_spelling_of_a_password_is_another_only_in_form() -> None:
    """Composed and decomposed letters are one password: keyboards differ."""
    import unicodedata

    kept = hash_password(unicodedata.normalize("NFD", PASSWORD), Cost(4, 8, 1))
    assert matches(PASSWORD, kept)


def test_names_have_one_form() -> None:
    assert accounts.account_name("  Nguyễn.An ") == "nguyễn.an"
