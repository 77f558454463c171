"""What the pages of this app share: who is asking, and rows that nobody changes by hand."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from appeals.admin.access import require, user_of

__all__ = ["ReadOnly", "require", "user_of"]


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
