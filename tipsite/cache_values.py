"""How values lie in the cache: as JSON. Django's own way is to pickle them, so that whoever can
write to Redis could run code in every process that reads from it.
"""

import json
from typing import Any


class JsonValues:
    """Serializer for Django's Redis cache: texts, numbers, lists, and nothing that acts."""

    def dumps(self, value: Any) -> bytes:
        """The value as JSON."""
        return json.dumps(value).encode()

    def loads(self, stored: bytes) -> Any:
        """The value again.

        Raises:
            ValueError: somebody else wrote this.
        """
        return json.loads(stored)
