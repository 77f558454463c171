"""What the pages of this app share: who is asking, and rows that nobody changes by hand."""

from django.db.models import Model
from django.http import HttpRequest

from appeals.admin.access import require, user_of
from appeals.admin.searching import ShortSearch

__all__ = ["ReadOnly", "require", "user_of"]


class ReadOnly(ShortSearch):
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
