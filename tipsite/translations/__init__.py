"""Visitors' words in 27 languages: finding them, the translators' files, and their checks.

The staff's interface is English only, so none of its words are here. Needs Babel, not gettext's
programs; see docs/decisions/0016-translations.md.
"""
