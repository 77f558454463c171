"""One URL configuration a zone; what a zone does not serve does not exist in it."""
