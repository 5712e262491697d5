#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Apply random diffs with ours, with patch(1) and with git apply.

    compare.py PROGRAM ROUNDS SEED

Each round makes a file, a diff of it and a file that differs from the first one
elsewhere, and applies the diff to that one. PROGRAM is apply_patch. What it
writes must be what `patch -p1` writes with the same fuzz. Where it refuses,
patch must refuse, too, but for three cases, in which ours is stricter:

- no line of a hunk is compared, so that it would fit anywhere,
- context that fuzz leaves out would be behind the end of the file,
- a line without newline would not be the last one; patch adds the newline.

git apply finds other places where several are possible. It must agree where it
applies the diff and patch needs no offset.
"""
import os
import random
import re
import subprocess
import sys
import tempfile


def run(*args, **more):
    return subprocess.run(args, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          check=False, **more)


def write(path, lines):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write("".join(lines))


def read(path):
    with open(path, "rb") as file:
        return file.read()


def some_lines(rng, count):
    """Few different lines, so that hunks fit at several places."""
    words = ["a", "b", "", "}", "\treturn 0;", "c\r"]
    if rng.random() < 0.6:
        words += ["line %d" % i for i in range(60)]
    return [rng.choice(words) + "\n" for _ in range(count)]


def edited(rng, lines, edits):
    lines = list(lines)
    for _ in range(edits):
        at = rng.randint(0, len(lines))
        lines[at:at + rng.choice([0, 0, 1, 2, 5])] = \
            some_lines(rng, rng.choice([0, 1, 1, 2, 6]))
    return lines


def unfinished(rng, lines):
    """At times, the last line has no newline."""
    if lines and lines[-1] != "\n" and rng.random() < 0.2:
        lines[-1] = lines[-1].rstrip("\n")
    return lines


def make_diff(rng, folder):
    style = rng.choice(["plain", "new", "git"])
    context = rng.choice(["-U3", "-U3", "-U3", "-U1", "-U0", "-U5"])
    if style == "git":
        out = run("git", "diff", "--no-index", context, "--no-prefix", "a",
                  "b", cwd=folder)
    else:
        options = ["-ruN"] if style == "new" else ["-ru"]
        out = run("diff", *options, context, "a", "b", cwd=folder)
    path = os.path.join(folder, "diff")
    with open(path, "wb") as file:
        file.write(out.stdout)
    return path, context, len(out.stdout)


def is_blind(diff, fuzz):
    """Has a hunk no line that must match with this fuzz?"""
    hunks = re.split(r"^@@.*\n", diff, flags=re.M)[1:]
    for hunk in hunks:
        kinds = "".join(line[0] for line in hunk.split("\n")
                        if line[:1] in ("+", "-", " "))
        before = len(kinds) - len(kinds.lstrip(" "))
        behind = len(kinds) - len(kinds.rstrip(" "))
        if "-" not in kinds and \
                " " not in kinds[before:len(kinds) - behind] and \
                before <= fuzz and behind <= fuzz:
            return True
    return False


def by_patch(folder, diff, fuzz):
    """The text, or None if a hunk was refused, and whether any was moved."""
    out = run("patch", "-p1", "--fuzz=%d" % fuzz, "--binary", "-f", "-N",
              "--no-backup-if-mismatch", "-r", "-", "-i", diff,
              cwd=os.path.join(folder, "there"), env={"LC_ALL": "C",
                                                      "PATH": os.environ["PATH"]})
    path = os.path.join(folder, "there", "f")
    text = read(path) if os.path.exists(path) else b""
    # patch leaves out a hunk that it does not find, and goes on
    return (None if out.returncode else text), b"offset" in out.stdout


def by_git(folder, diff, context):
    options = ["--unidiff-zero"] if context == "-U0" else []
    out = run("git", "apply", "-p1", "--whitespace=nowarn", *options, diff,
              cwd=os.path.join(folder, "there"),
              env={"PATH": os.environ["PATH"], "GIT_DIR": "/nonexistent"})
    path = os.path.join(folder, "there", "f")
    if out.returncode:
        return None
    return read(path) if os.path.exists(path) else b""


def one_round(program, rng, folder, count):
    old = unfinished(rng, some_lines(rng, rng.choice([0, 1, 3, 10, 40, 120])))
    new = unfinished(rng, edited(rng, old, rng.randint(1, 5)))
    there = edited(rng, old, rng.choice([0, 0, 1, 3, 8]))
    fuzz = rng.choice([0, 0, 1, 2])
    write(folder + "/a/f", old)
    write(folder + "/b/f", new)
    diff, context, size = make_diff(rng, folder)
    if not size:
        return None
    target = folder + "/there/f"
    write(target, there)
    ours = run(program, diff, target, str(fuzz))
    got = None if ours.returncode else ours.stdout
    want, moved = by_patch(folder, diff, fuzz)
    count["applied" if want is not None else "refused"] += 1
    text = read(diff).decode()
    ends = "\n\\ No newline" in text
    if want is not None and got != want and \
            (ends and (moved or got is None or want == got + b"\n") or
             got is None and is_blind(text, fuzz) or
             got is None and fuzz and b" ends with line " in ours.stderr):
        count["stricter"] += 1
        return None
    if got != want:
        return "patch", ours.stderr, got, want
    if got is None or moved or fuzz:
        return None
    write(target, there)
    want = by_git(folder, diff, context)
    if want is not None:
        count["git"] += 1
        if got != want:
            return "git apply", ours.stderr, got, want
    return None


def main(program, rounds, seed):
    count = {"applied": 0, "refused": 0, "git": 0, "stricter": 0}
    for i in range(rounds):
        rng = random.Random(seed * 1000003 + i)
        with tempfile.TemporaryDirectory() as folder:
            bad = one_round(program, rng, folder, count)
            if bad:
                print("round %d of seed %d differs from %s: %s" %
                      (i, seed, bad[0], bad[1].decode(errors="replace")))
                print("ours %r\n%s %r" % (bad[2], bad[0], bad[3]))
                print(read(folder + "/diff").decode(errors="replace"))
                return 1
    print("%d applied, %d refused, %d also by git, %d refused by ours only" %
          (count["applied"], count["refused"], count["git"],
           count["stricter"]))
    few = rounds // 20
    return 0 if count["applied"] >= few and count["refused"] >= few and \
        count["git"] >= few and count["stricter"] <= few else 1


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1]), int(sys.argv[2]),
                  int(sys.argv[3])))
