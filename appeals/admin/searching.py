"""Searches in the admin's lists: how long one may be."""

from typing import Any, Final

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

# Django makes one condition a word and field; nobody types more, and a thousand words take seconds.
MAX_CHARACTERS: Final = 100
MAX_WORDS: Final = 8


class ShortSearch(admin.ModelAdmin[Any]):
    """A list that searches for the first words of a long search only."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search for ``MAX_WORDS`` words in ``MAX_CHARACTERS`` characters."""
        words = search_term[:MAX_CHARACTERS].split()[:MAX_WORDS]
        return super().get_search_results(request, queryset, " ".join(words))
