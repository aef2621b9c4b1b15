"""Names that hold outside of one library: for exports and for repeated imports."""

from __future__ import annotations

import os
import time
import uuid


def new_uid() -> str:
    """A version 7 UUID (RFC 9562 5.7): its first bits are the time, so that indexes grow at one end."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return str(uuid.UUID(int=value))
