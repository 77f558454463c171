"""``python -m tipsite.translations``: the translators' commands; they need no keys."""

import os
import sys

from .commands import main

# The settings ask for keys, which nothing here uses.
_ENVIRONMENT = {
    "TIPSITE_ZONE": "staff",
    "TIPSITE_SECRET_KEY": "only-for-this-step",
    "TIPSITE_SHOWING_KEY": "only-for-this-step",
}


def _set_up_django() -> None:
    import django  # noqa: PLC0415  # compiling goes without

    os.environ.update(_ENVIRONMENT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tipsite.settings")
    django.setup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], set_up=_set_up_django))
