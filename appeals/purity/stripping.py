"""Taking out of fresh files what an encoder adds without being asked. Nothing else is changed, so
that whatever should not be there is still there for the checker to find.
"""

from typing import Final

# Start of image, then an APP0 segment named JFIF: version, density and the size of a thumbnail.
_START_OF_JFIF: Final = b"\xff\xd8\xff\xe0"


def stripped(content: bytes, media_type: str) -> bytes:
    """The freshly encoded picture without its JFIF segment, which libjpeg always writes.

    Three components numbered 1, 2, 3 without JFIF and without Adobe segment are YCbCr to every
    decoder (libjpeg, jdapimin.c, default_decompress_parms; the same rule in Chromium and Firefox,
    which are built on it), so the colours stay. Other types are returned as they are.
    """
    if media_type != "image/jpeg" or not content.startswith(_START_OF_JFIF):
        return content
    if content[6:11] != b"JFIF\0":
        return content
    length = int.from_bytes(content[4:6], "big")
    return content[:2] + content[4 + length :]
