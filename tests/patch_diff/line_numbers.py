#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Compile random sources with marks, and compare __LINE__ with the originals'.

    line_numbers.py PROGRAM ROUNDS SEED

Each round makes a source of pieces that print their number, __LINE__ and
__FILE__, adds and removes some, and lets PROGRAM (apply_patch) apply the diff
and mark the text. What a piece that is in both prints must be the same, and a
new piece must print the line that it has in the new source.
"""
import os
import random
import subprocess
import sys
import tempfile

NAME = "fs/f.c"
START = """#include <stdio.h>
static int put(int id, int line, const char *file)
{
\treturn printf("%d %d %s\\n", id, line, file);
}
static int both(int a, int b)
{
\treturn a + b;
}
int main(void)
{
"""
END = """\treturn 0;
}
"""
# The number is in the middle, so that a diff may take the rest for an old piece.
LATE = "\tputs(\"a\\\n;\"\n\t     \"b\"); put(%d, __LINE__, __FILE__);\n"
# Pieces of a function; %d is the piece's own number.
PIECES = [
    "\tput(%d, __LINE__, __FILE__);\n",
    "\tput(%d, __LINE__, __FILE__);\n",
    "\tboth(put(%d,\n\t\t __LINE__,\n\t\t __FILE__),\n\t     2);\n",
    "\tif (both(1,\n\t\t 1)) {\n\t\tput(%d, __LINE__, __FILE__);\n\t}\n",
    "\t/* don't ( %d\n\t * \"\n\t */\n",
    "\n",
    "\tputs(\"/* (\"); // %d ( \\\n\t\tputs(\";\n",
    LATE,
    "#define TWICE_%d(a) \\\n\tdo { a; \\\n\ta; } while (0)\n",
    "#if %d %% 2\n\tboth(1,\n#else\n\tboth(2,\n#endif\n\t     3);\n",
    "\tput('\"' == '\\'' ? 0 : %d, __LINE__, __FILE__);\n",
]


def piece(rng, number):
    text = rng.choice(PIECES)
    return text % number if "%" in text else text


def edited(rng, pieces, first):
    """Other pieces, with numbers from FIRST on, and one line more in some."""
    pieces = list(pieces)
    for i in range(rng.randint(1, 6)):
        at = rng.randint(0, len(pieces))
        pieces[at:at + rng.choice([0, 0, 1, 2])] = [
            piece(rng, first + 10 * i + k)
            for k in range(rng.choice([0, 1, 2, 5]))]
    return [p.replace("(1,\n", "(1,\n\n", 1) if rng.random() < 0.1 else p
            for p in pieces]


def write(path, pieces):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(START + "".join(pieces) + END)


def printed(folder, path):
    """What each piece prints, by its number."""
    subprocess.run(["gcc", "-w", "-o", folder + "/program", path], check=True,
                   cwd=folder)
    out = subprocess.run([folder + "/program"], check=True,
                         stdout=subprocess.PIPE).stdout.decode()
    return {line.split()[0]: line for line in out.splitlines()
            if line[:1].isdigit()}


def one_round(program, rng, folder):
    """The number of pieces that are compared, and the first that differs."""
    old = [piece(rng, 100 + i) for i in range(rng.randint(5, 40))]
    write(folder + "/a/" + NAME, old)
    pieces = edited(rng, old, 1000)
    write(folder + "/b/" + NAME, pieces)
    with open(folder + "/diff", "wb") as file:
        subprocess.run(["diff", "-ruN", "a", "b"], stdout=file, check=False,
                       cwd=folder)
    if not os.path.getsize(folder + "/diff"):
        return 0, None
    marked = folder + "/overlay.c"
    with open(marked, "wb") as file:
        subprocess.run([program, folder + "/diff", folder + "/a/" + NAME, "0",
                        NAME], stdout=file, check=True)
    want = printed(folder + "/a", NAME)
    new = printed(folder + "/b", NAME)
    got = printed(folder, marked)
    for number in new:
        if number not in want and LATE % int(number) not in pieces:
            want[number] = new[number]
    both = [number for number in want if number in got]
    for number in both:
        if want[number] != got[number]:
            return len(both), "%s, not %s" % (got[number], want[number])
    return len(both), None


def main(program, rounds, seed):
    total = 0
    for i in range(rounds):
        rng = random.Random(seed * 1000003 + i)
        with tempfile.TemporaryDirectory() as folder:
            count, bad = one_round(program, rng, folder)
            total += count
            if bad:
                print("round %d of seed %d: %s" % (i, seed, bad))
                with open(folder + "/overlay.c", encoding="utf-8") as file:
                    print(file.read())
                return 1
    print("%d pieces with the same lines" % total)
    return 0 if total >= rounds else 1


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1]), int(sys.argv[2]),
                  int(sys.argv[3])))
