"""The demonstration's staff: one person a group, with random passwords written to one private
file.
"""

import os
import secrets
from pathlib import Path
from typing import Final

from django.contrib.auth.models import Group

from appeals.models import User

# Name of the account, and its groups; "admin" may do everything, as an operator's first account.
_STAFF: Final = {
    "publisher": ("publisher",),
    "approver": ("approver",),
    "moderator": ("moderator",),
    "moderator-2": ("moderator",),
    "investigator": ("investigator",),
    "auditor": ("auditor",),
    "admin": (),
}
# 16 characters of 64 carry 96 bits.
_PASSWORD_BYTES: Final = 12


def make_people(sign_ins: Path) -> dict[str, User]:
    """The staff by name; their passwords go to the file ``sign_ins``, readable by its owner
    alone.
    """
    passwords = {name: secrets.token_urlsafe(_PASSWORD_BYTES) for name in _STAFF}
    people = {name: _make_person(name, passwords[name]) for name in _STAFF}
    width = max(map(len, passwords))
    lines = [f"{name.ljust(width)}  {password}" for name, password in passwords.items()]
    _write_private(sign_ins, "\n".join(lines) + "\n")
    return people


def _make_person(name: str, password: str) -> User:
    user, _created = User.objects.get_or_create(username=name, defaults={"is_staff": True})
    user.is_superuser = name == "admin"
    user.set_password(password)
    user.save()
    user.groups.set(Group.objects.filter(name__in=_STAFF[name]))
    return user


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
