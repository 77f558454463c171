"""The files of all crops of one form: read two at a time, and all together in bounded time."""

import contextvars
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from django.forms import BaseInlineFormSet

from appeals import crops
from appeals.models import Appeal, Crop

from .forms import CropForm

if TYPE_CHECKING:
    _FormSet = BaseInlineFormSet[Crop, Appeal, CropForm]
else:
    _FormSet = BaseInlineFormSet


class CropFormSet(_FormSet):
    """The crops of an appeal's form."""

    def full_clean(self) -> None:
        """Read the files before the forms are looked at one by one.

        Each is read in processes of its own, so two threads keep two cores busy.
        """
        if not self.is_bound:
            super().full_clean()
            return
        end = time.monotonic() + crops.SECONDS
        with ThreadPoolExecutor(crops.AT_ONCE) as readers:
            for form in self.forms:
                # A refusal is a sentence in the language of whoever sent the file.
                read = partial(contextvars.copy_context().run, form.read_file, end=end)
                form.reading = readers.submit(read)
            super().full_clean()
