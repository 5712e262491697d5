#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""The include graph of the analyzer, folder by folder.

    include_graph.py [--arrows]

The folders of stackcheck/ are layers. LAYERS lists them from the top to the
ground. A file may include headers of its own folder and of the folders below.
This fails if an include leads back up, or if a folder is missing in LAYERS. It
names the line. Layers have one order, so without an include that leads back up
there is no circle between folders either. With --arrows it prints each arrow
between two folders, and its number of includes. Run it where stackcheck/ is.
"""
import collections
import os
import re
import sys

LAYERS = ["cli", "listing", "trust", "orc", "sites", "report", "analysis", "checker",
          "dataflow", "cfg", "elf_writer", "image", "core", "util"]


def sources():
    for folder, _, names in sorted(os.walk("stackcheck")):
        for name in sorted(names):
            if name.endswith((".c", ".h")):
                yield os.path.join(folder, name)


def layer(path):
    parts = path.split("/")
    return parts[1] if len(parts) > 2 else None


def includes(path):
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            match = re.match(r'#\s*include\s+"([^"]+)"', line)
            if not match:
                continue
            name = match.group(1)
            beside = os.path.normpath(os.path.join(os.path.dirname(path),
                                                   name))
            yield number, beside if os.path.exists(beside) else name


def main(args):
    rank = {name: i for i, name in enumerate(LAYERS)}
    arrows = collections.Counter()
    bad = []
    for path in sources():
        here = layer(path)
        if here not in rank:
            bad.append("%s: its folder is not in LAYERS" % path)
            continue
        for number, target in includes(path):
            if not target.startswith("stackcheck/"):
                continue
            there = layer(target)
            if there not in rank:
                continue  # a public header of include/
            if there != here:
                arrows[here, there] += 1
            if rank[there] < rank[here]:
                bad.append("%s:%d: %s is above %s" % (path, number, there,
                                                      here))
    if "--arrows" in args:
        for (here, there), count in sorted(arrows.items()):
            print("%s -> %s: %d" % (here, there, count))
    for line in bad:
        print(line)
    print("%d folders, %d arrows, %d of them back up" %
          (len(LAYERS), len(arrows), len(bad)))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
