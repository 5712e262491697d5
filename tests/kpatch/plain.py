#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Does a file hold nothing that could steer a terminal? plain.py FILE..."""
import sys


def first_bad(data):
    """The first line that has such a byte, and the byte."""
    for line in data.split(b"\n"):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError as error:
            return line, f"no UTF-8: {error}"
        for char in text:
            if ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0:
                return line, f"U+{ord(char):04X}"
    return None


def main(*paths):
    bad = False
    for path in paths:
        with open(path, "rb") as file:
            found = first_bad(file.read())
        if found:
            print(f"{path}: {found[1]} in {found[0]!r}")
            bad = True
    return bad


sys.exit(main(*sys.argv[1:]))
