#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""match.py COUNT SEED SOURCE COMMAND...: `COMMAND --match` of random files.

Files of the source are taken in a random order until COUNT of them could be
compared with the kernel. Prints what does not match, and a table by folder."""
import collections
import json
import os
import random
import subprocess
import sys

TOPS = ("arch/x86", "block", "certs", "crypto", "drivers", "fs", "init",
        "io_uring", "ipc", "kernel", "lib", "mm", "net", "security", "sound",
        "virt")
AT_ONCE = 25


def list_sources(source):
    for top in TOPS:
        for folder, _, files in os.walk(os.path.join(source, top)):
            for name in files:
                if name.endswith(".c") and not name.endswith(".mod.c"):
                    yield os.path.relpath(os.path.join(folder, name), source)


def pick_evenly(names):
    """All names; of each top folder in turn one that begins with it."""
    by_top = collections.defaultdict(list)
    for name in names:
        by_top[find_top(name)].append(name)
    while by_top:
        for top in list(by_top):
            yield by_top[top].pop()
            if not by_top[top]:
                del by_top[top]


def find_top(name):
    for top in TOPS:
        if name.startswith(top + "/"):
            return top
    return "other"


def match(command, names):
    run = subprocess.run([*command, "--match", "--json", *names],
                         stdout=subprocess.PIPE, check=False)
    return json.loads(run.stdout)


class Table:
    def __init__(self):
        self.rows = collections.defaultdict(collections.Counter)
        self.not_built = 0

    def add_file(self, file):
        top = find_top(file["source"])
        if file["source"].startswith("drivers/gpu/"):
            top = "drivers/gpu"
        row = self.rows[top]
        row["files"] += 1
        row["functions"] += file["functions"]
        row["same"] += file["same"]
        for miss in file["mismatches"]:
            row[miss["kind"]] += 1
            print(f"{file['source']}: {miss['name']}: {miss['kind']}: "
                  f"{miss['why']}", flush=True)

    def add_warning(self, text):
        if "not built for" in text:
            self.not_built += 1
        elif "not compared" in text:
            self.rows["failed"]["files"] += 1
            print(text, flush=True)

    def show(self):
        columns = ("files", "functions", "same", "weak, replaced",
                   "other code", "absent")
        total = collections.Counter()
        print("| folder | " + " | ".join(columns) + " |")
        print("|---" * (len(columns) + 1) + "|")
        for top in sorted(self.rows):
            row = self.rows[top]
            total.update(row)
            print(f"| {top} | " + " | ".join(str(row[c]) for c in columns)
                  + " |")
        print("| sum | " + " | ".join(str(total[c]) for c in columns) + " |")
        print(f"{self.not_built} files that the configuration does not build "
              "were skipped", flush=True)
        return total


def main():
    count, seed, source = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    names = sorted(list_sources(source))
    random.Random(seed).shuffle(names)
    names = list(pick_evenly(names))
    table, done = Table(), 0
    while names and done < count:
        some, names = names[:AT_ONCE], names[AT_ONCE:]
        doc = match(sys.argv[4:], some)
        for file in doc.get("files", []):
            table.add_file(file)
            done += 1
        for text in doc.get("warnings", []):
            table.add_warning(text)
        if "files" not in doc:
            sys.exit(f"{doc}")
        print(f"# {done} files", file=sys.stderr, flush=True)
    total = table.show()
    bad = total["other code"] + total["absent"] + table.rows["failed"]["files"]
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
