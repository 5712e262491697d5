#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""The sources and headers of the kernel module, and who includes whom.

    module_graph.py

Prints, one a line:

    file NAME       each source and header in kmod/
    circle A B      sources that include each other's headers, in a circle
    bad TEXT        what breaks a rule

The rules: a source includes the header of its own name, and has one unless it
is in ALONE. No header is named twice in a list of includes. Run it where kmod/
is.
"""
import os
import re
import sys

# Sources that nobody calls into, or whose header is public (include/).
ALONE = {"main", "trust_reader_instance"}


def includes(path):
    with open(path, encoding="utf-8") as file:
        return re.findall(r'^#include "([a-z_]+)\.h"', file.read(), re.M)


def reach(graph, start):
    seen, work = set(), [start]
    while work:
        for name in graph[work.pop()]:
            if name not in seen:
                seen.add(name)
                work.append(name)
    return seen


def circles(graph):
    reached = {name: reach(graph, name) for name in graph}
    found = {tuple(sorted(other for other in reached[name]
                          if name in reached[other]))
             for name in graph if name in reached[name]}
    return sorted(found)


def rules(sources, headers, included):
    for name in sorted(sources - headers - ALONE):
        yield "kmod/%s.c has no header" % name
    for name in sorted(sources & headers):
        if name not in included[name]:
            yield "kmod/%s.c does not include its header" % name
    for name in sorted(sources):
        if len(included[name]) != len(set(included[name])):
            yield "kmod/%s.c includes a header twice" % name


def main():
    names = sorted(n for n in os.listdir("kmod")
                   if n.endswith((".c", ".h")) and not n.endswith(".mod.c"))
    sources = {n[:-2] for n in names if n.endswith(".c")}
    headers = {n[:-2] for n in names if n.endswith(".h")}
    included = {n: includes("kmod/%s.c" % n) for n in sources}
    graph = {n: [i for i in included[n] if i in sources and i != n]
             for n in sources}
    for name in names:
        print("file", name)
    for circle in circles(graph):
        print("circle", *(n + ".c" for n in circle))
    bad = list(rules(sources, headers, included))
    for line in bad:
        print("bad", line)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
