"""Identities of offences as whole numbers of 64 bits, the same whichever reader met them."""

import hashlib
import struct

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Keys = npt.NDArray[np.uint64]

# A Crime ID is 64 hexadecimal digits, a hash already: eight words of eight bytes, folded into one.
_USUAL = 64
_ODD, _WORD = 0x9E3779B97F4A7C15, (1 << 64) - 1
_IN_IDS = np.isin(np.arange(256), np.frombuffer(b"0123456789abcdefABCDEF", np.uint8))


def key_of(text: str) -> int:
    """The identity of an offence: 0 for none, a fold of a text as long as a Crime ID, 64 bits of MD5 else."""
    data = text.encode()
    if not data:
        return 0
    if len(data) != _USUAL:
        return int.from_bytes(hashlib.md5(data, usedforsecurity=False).digest()[8:], "little") or 1
    key = 0
    for word in struct.unpack("<8Q", data):
        key = (key ^ word) * _ODD & _WORD
        key ^= key >> 32
    return key or 1


def keys_of(texts: pa.StringArray) -> Keys:
    """`key_of` each text without the blanks around it, null as 0."""
    usual = np.asarray(pc.equal(pc.binary_length(texts), _USUAL).fill_null(False))
    keys = np.zeros(len(texts), np.uint64)
    data = _bytes(texts.filter(pa.array(usual)))
    keys[usual] = _folded(data)
    blank_around = ~(_IN_IDS[data[:, 0]] & _IN_IDS[data[:, -1]])
    odd = np.asarray(texts.is_valid()) & ~usual
    odd[np.flatnonzero(usual)[blank_around]] = True
    for place in np.flatnonzero(odd):
        keys[place] = key_of(texts[int(place)].as_py().strip())
    return keys


def _bytes(texts: pa.StringArray) -> npt.NDArray[np.uint8]:
    if not len(texts):
        return np.empty((0, _USUAL), np.uint8)
    start = np.frombuffer(texts.buffers()[1], np.int32, 1, texts.offset * 4)[0]
    return np.frombuffer(texts.buffers()[2], np.uint8, len(texts) * _USUAL, start).reshape(-1, _USUAL)


def _folded(data: npt.NDArray[np.uint8]) -> Keys:
    key = np.zeros(len(data), np.uint64)
    for word in data.view("<u8").T:
        key = (key ^ word) * np.uint64(_ODD)
        key ^= key >> np.uint64(32)
    return np.maximum(key, np.uint64(1))
