"""Who is asking, and whether they may: shared by the pages of this app."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest

from appeals.models import User


def user_of(request: HttpRequest) -> User:
    """The signed-in user.

    Raises:
        PermissionDenied: nobody is signed in.
    """
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def require(request: HttpRequest, permission: str) -> User:
    """The signed-in user, who must hold ``permission``.

    Raises:
        PermissionDenied: they do not.
    """
    user = user_of(request)
    if not user.has_perm(permission):
        raise PermissionDenied
    return user


class ReadOnly(admin.ModelAdmin[Any]):
    """Pages on which nothing can be added, changed or deleted by hand."""

    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Rows come from services."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Rows are changed by services, if at all."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Rows stay."""
        return False
