#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""mutate.py COUNT SEED SOURCE WORK COMMAND...: patches of random functions.

A mutant is one function with an instruction at its start that does nothing, and
has a number in it. `COMMAND DIFF` builds a module of several mutants, and the
number tells in the module which functions have the change in them. So it is
known without the tool what has to be replaced. A mutant that an error names is
left out, and the others are tried again; without a name, file by file, then mutant
by mutant. A comment at a file's top must change nothing."""
import collections
import difflib
import json
import os
import random
import re
import shutil
import subprocess
import sys

from match import list_sources, match, pick_evenly

FILES_AT_ONCE = 3
OF_A_FILE = int(os.environ.get("OF_A_FILE", "5"))
# nopl NUMBER(%rax,%rax,1)
MARK = bytes((0x0f, 0x1f, 0x84, 0x00))
FIRST = 0x4b500000


def find_functions(lines):
    """(line of "{", name) of each function: a "{" at the start of a line."""
    for i, line in enumerate(lines):
        if line.rstrip() != "{" or not i:
            continue
        head, k = "", i - 1
        while k >= 0 and lines[k].strip() and lines[k][0] not in "}#/*" and \
                not lines[k].rstrip().endswith((";", "*/", "\\")):
            head = lines[k].strip() + " " + head
            k -= 1
        found = re.match(r"[^(=]*?(\w+)\s*\(\s*(\w*)", head)
        if not found or "=" in head or "__init" in head or \
                lines[k].rstrip().endswith("\\"):
            continue
        name, first = found.groups()
        yield i, first if name.isupper() or "DEFINE" in name else name


class Mutant:
    def __init__(self, number, file, line, name):
        self.number, self.file, self.line, self.name = number, file, line, name

    def statement(self):
        code = MARK + (FIRST + self.number).to_bytes(4, "little")
        text = ",".join(f"0x{b:02x}" for b in code)
        return f'\tasm volatile(".byte {text}" ::: "memory");\n'

    def __str__(self):
        return f"{self.file}:{self.line + 1}: {self.name}"


class Kernel:
    def __init__(self, source, work, command):
        self.source, self.work, self.command = source, work, command
        self.keep = os.path.join(work, "keep")
        self.next = 0

    def read(self, file):
        with open(os.path.join(self.source, file), encoding="latin-1") as f:
            return f.readlines()

    def write_diff(self, name, changes):
        path = os.path.join(self.work, name + ".diff")
        with open(path, "w", encoding="latin-1") as out:
            for file, new in changes.items():
                out.writelines(difflib.unified_diff(
                    self.read(file), new, "a/" + file, "b/" + file))
        return path

    def diff_of(self, mutants, name):
        changes = {}
        for file in sorted({m.file for m in mutants}):
            new = self.read(file)
            for m in sorted(mutants, key=lambda m: -m.line):
                if m.file == file:
                    new.insert(m.line + 1, m.statement())
            changes[file] = new
        return self.write_diff(name, changes)

    def build(self, diff):
        shutil.rmtree(self.keep, ignore_errors=True)
        run = subprocess.run(
            [*self.command, "--json", f"--output={self.work}",
             f"--keep={self.keep}", diff],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        try:
            return json.loads(run.stdout)
        except ValueError:
            return {"error": f"exit code {run.returncode}: {run.stderr}"}

    def find_compiled(self, file):
        """Who has the changes if the kernel is compiled with them."""
        return find_marks(os.path.join(self.keep, "fixed", file[:-1] + "o"))

    def mutants_of(self, file, rng):
        functions = list(find_functions(self.read(file)))
        rng.shuffle(functions)
        for line, name in sorted(functions[:OF_A_FILE]):
            self.next += 1
            yield Mutant(self.next, file, line, name)


def read_symbols(module):
    """(section, offset, size, name) of the functions."""
    out = subprocess.run(["readelf", "-sW", module], stdout=subprocess.PIPE,
                         check=True, text=True).stdout
    for line in out.splitlines():
        words = line.split()
        if len(words) >= 8 and words[3] == "FUNC" and words[6].isdigit():
            yield (int(words[6]), int(words[1], 16), int(words[2], 0),
                   words[7])


def read_sections(module):
    out = subprocess.run(["readelf", "-SW", module], stdout=subprocess.PIPE,
                         check=True, text=True).stdout
    for found in re.finditer(
            r"^\s*\[\s*(\d+)\] \S+\s+PROGBITS\s+\S+ (\S+) (\S+)", out, re.M):
        number, off, size = found.groups()
        yield int(number), int(off, 16), int(size, 16)


def find_marks(module):
    """Of each number the names of the functions that have it in them."""
    with open(module, "rb") as f:
        data = f.read()
    sections = list(read_sections(module))
    symbols = list(read_symbols(module))
    marks = collections.defaultdict(set)
    for found in re.finditer(re.escape(MARK) + rb"(..)\x50\x4b", data, re.S):
        number = int.from_bytes(found.group(1), "little")
        for sec, off, size in sections:
            at = found.start() - off
            if not 0 <= at < size:
                continue
            for s, value, length, name in symbols:
                if s == sec and value <= at < value + length:
                    marks[number].add(name)
    return marks


class Run:
    def __init__(self, kernel, rng):
        self.kernel, self.rng = kernel, rng
        self.classes = collections.Counter()
        self.others = []

    def note(self, what, mutant, text=""):
        self.classes[what] += 1
        print(f"{what}: {mutant}{': ' if text else ''}{text}", flush=True)

    def check(self, mutants, doc):
        """A module was built: who has a change, and who is replaced?"""
        warnings = " ".join(doc.get("warnings", []))
        reported = {f["name"]: f["why"] for f in doc["functions"]}
        marks = find_marks(doc["file"]) if doc["file"] else {}
        marked = set().union(*marks.values()) if marks else set()
        compiled = {m.file: self.kernel.find_compiled(m.file) for m in mutants}
        for m in mutants:
            names = marks.get(m.number, set())
            should = compiled[m.file].get(m.number, set())
            missed = {n for n in should - names
                      if n.split(".cold")[0] not in reported}
            text = " ".join(sorted(names))
            if not should and not names:
                self.note("not compiled, by an #if", m)
            elif missed and not all(n in warnings for n in missed):
                self.note("NOT IN THE MODULE", m, " ".join(missed))
            elif missed:
                self.note("left out, of the start", m)
            elif m.name in names & set(reported):
                self.note("replaced", m, text)
            elif names & set(reported):
                self.note("replaced where it is inlined", m, text)
            else:
                self.note("carried by its callers", m, text)
        for name, why in reported.items():
            if name not in marked and name + ".cold" not in marked:
                self.others.append(name)
                print(f"replaced too: {name}: {why}", flush=True)

    @staticmethod
    def find_named(mutants, error):
        """The mutant that an error names, with its object."""
        for m in mutants:
            if m.file[:-1] + "o" in error and \
                    re.search(rf"\b{re.escape(m.name)}\b", error):
                return m
        return None

    def try_mutants(self, mutants, name):
        doc = self.kernel.build(self.kernel.diff_of(mutants, name))
        if "error" not in doc:
            self.check(mutants, doc)
        elif len(mutants) == 1:
            self.note("refused", mutants[0], str(doc["error"]))
        elif self.find_named(mutants, str(doc["error"])):
            named = self.find_named(mutants, str(doc["error"]))
            self.note("refused", named, str(doc["error"]))
            self.try_mutants([m for m in mutants if m is not named],
                             name + "x")
        else:
            by_file = collections.defaultdict(list)
            for m in mutants:
                by_file[m.file].append(m)
            parts = list(by_file.values())
            if len(parts) == 1:
                parts = [[m] for m in mutants]
            for i, part in enumerate(parts):
                self.try_mutants(part, f"{name}_{i}")

    def try_comment(self, files, name):
        changes = {f: ["/* nothing\n", " * but lines */\n", "\n",
                       *self.kernel.read(f)] for f in files}
        doc = self.kernel.build(self.kernel.write_diff(name, changes))
        if "error" not in doc and not doc["file"]:
            self.classes["files whose lines moved: no change"] += len(files)
        elif len(files) == 1:
            self.note("LINES MADE A CHANGE", files[0], str(
                doc.get("error") or doc["functions"]))
        else:
            for i, file in enumerate(files):
                self.try_comment([file], f"{name}_{i}")

    def show(self):
        print("| what | mutants |\n|---|---|")
        for what, n in sorted(self.classes.items()):
            print(f"| {what} | {n} |")
        print(f"| replaced too, without a mark | {len(self.others)} |",
              flush=True)


def list_built(kernel, names):
    """Files that the configuration builds, and that match."""
    while names:
        some, names = names[:25], names[25:]
        for file in match(kernel.command, some).get("files", []):
            if file["functions"]:
                yield file["source"]


def main():
    count, seed, source, work = (int(sys.argv[1]), int(sys.argv[2]),
                                 sys.argv[3], sys.argv[4])
    kernel = Kernel(source, work, sys.argv[5:])
    run = Run(kernel, random.Random(seed))
    names = sorted(list_sources(source))
    run.rng.shuffle(names)
    if os.environ.get("FILES"):
        with open(os.environ["FILES"], encoding="ascii") as f:
            built = iter(f.read().split())
    else:
        built = list_built(kernel, list(pick_evenly(names)))
    while kernel.next < count:
        files = [f for _, f in zip(range(FILES_AT_ONCE), built)]
        if not files:
            break
        mutants = [m for f in files for m in kernel.mutants_of(f, run.rng)]
        if mutants:
            run.try_mutants(mutants, f"m{kernel.next}")
        run.try_comment(files, f"c{kernel.next}")
    run.show()
    sys.exit(any(what.isupper() for what in run.classes))


if __name__ == "__main__":
    main()
