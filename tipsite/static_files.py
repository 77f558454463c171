"""Where collected static files lie: hashed and compressed, ES modules' imports included."""

from whitenoise.storage import (  # type: ignore[import-untyped]  # it ships no types
    CompressedManifestStaticFilesStorage,
)


class HashedModules(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # so it is Any
    """A module that imports another one asks for it under its hashed name.

    Without this an import would ask for the plain name, which is not kept, and a cache could pair
    modules of two versions. Django finds imports by pattern: they end with a semicolon.
    """

    support_js_module_import_aggregation = True
