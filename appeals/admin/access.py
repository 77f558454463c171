"""Who is asking, and whether they may: shared by the staff's pages of every app."""

from django.core.exceptions import PermissionDenied
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
