#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Give a firmware that keeps no variables yet one key that it trusts.

    efi_key.py EMPTY CERTIFICATE OUT

EMPTY is the file of variables of OVMF, CERTIFICATE is in DER. OUT is EMPTY with
the variable `db`, in the form of the UEFI specification and of OVMF's store.
"""
import struct
import sys
import uuid

SECURITY_DATABASE = uuid.UUID("d719b2cb-3d3a-4596-a3bc-dad00e67656f")
CERT_X509 = uuid.UUID("a5c059a1-94e4-4aa7-87b5-ab155c2bf072")
AUTHENTICATED_STORE = uuid.UUID("aaf32c78-947b-439a-a180-2e144ec37792")
OWNER = uuid.UUID("b1f4cf2c-9a41-4dd4-8b6c-9c6a1d9ff6c8")

# non-volatile, for boot services, at run time, authenticated by time
ATTRIBUTES = 0x1 | 0x2 | 0x4 | 0x20
STORE_HEADER = 28
ADDED = 0x3F


def signature_list(cert):
    """One certificate, as firmware keeps it."""
    entry = OWNER.bytes_le + cert
    return (CERT_X509.bytes_le +
            struct.pack("<III", 28 + len(entry), 0, len(entry)) + entry)


def variable(name, guid, data):
    """A variable that is in use, as it lies in the store."""
    name = (name + "\0").encode("utf-16-le")
    made = struct.pack("<HBBBB10x", 2026, 1, 1, 0, 0)
    return (struct.pack("<HBBIQ", 0x55AA, ADDED, 0, ATTRIBUTES, 0) + made +
            struct.pack("<III", 0, len(name), len(data)) + guid.bytes_le +
            name + data)


def main(empty, certificate, out):
    with open(empty, "rb") as file:
        store = bytearray(file.read())
    with open(certificate, "rb") as file:
        new = variable("db", SECURITY_DATABASE, signature_list(file.read()))
    start = store.index(AUTHENTICATED_STORE.bytes_le) + STORE_HEADER
    room = store[start:start + len(new)]
    if room != b"\xff" * len(new):
        sys.exit(f"{empty}: not empty")
    store[start:start + len(new)] = new
    with open(out, "wb") as file:
        file.write(store)


if __name__ == "__main__":
    main(*sys.argv[1:])
