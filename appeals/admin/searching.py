"""Searches and filters in the admin's lists: how long one may be, and by what."""

from typing import Any, Final

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

# Django makes one condition a word and field; nobody types more, and a thousand words take seconds.
MAX_CHARACTERS: Final = 100
MAX_WORDS: Final = 8
# What the admin's own filters ask with; others turn an address into a question about any field.
_ASKED_WITH: Final = ("", "__exact", "__id__exact", "__isnull", "__gte", "__lt")


class ShortSearch(admin.ModelAdmin[Any]):
    """A list that searches for the first words of a long search only, and that an address filters
    only as its own filters do.
    """

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Whether one of the list's filters asks this."""
        allowed = {
            f"{name}{how}"
            for name in self.list_filter
            if isinstance(name, str)
            for how in _ASKED_WITH
        }
        own = {getattr(each, "parameter_name", None) for each in self.list_filter}
        return lookup in allowed | own

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search for ``MAX_WORDS`` words in ``MAX_CHARACTERS`` characters."""
        words = search_term[:MAX_CHARACTERS].split()[:MAX_WORDS]
        return super().get_search_results(request, queryset, " ".join(words))
