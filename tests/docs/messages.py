#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Hold the texts that programs print to the limits of sentences.

    messages.py [--worst N] FILE.c...

A text is a string in C of at least three words; pieces that follow each other
are one string. A message says what happened, what was not changed and what to
do, in this order, with a semicolon between them. So a semicolon ends a
sentence here, as a colon does. Two semicolons are the most that a message has.

Some words have no place in texts:

- a number and a plural that does not follow it ("%d objects"), see sc_plural();
- words of our own where the field has a word.
"""
import re
import sys

MEDIAN, NINETIETH, MOST = 8, 14, 26
SEMICOLONS = 2  # a message

TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|/\*.*?\*/|//[^\n]*|'
                   r"'(?:[^'\\\n]|\\.)*'", re.S)
# Between two pieces of one string: a macro, and preprocessor lines never.
JOINT = re.compile(r"\s*(?:[A-Z][A-Za-z0-9_]*\s*)?")
NUMBER = r"%[-+]?(?:z|ll?|h)?[du]"
# A number that is at least two wherever it is printed, and units.
PLURAL = re.compile(NUMBER + r" (?!bytes\b|times\b|ns\b|is\b|was\b|has\b"
                    r"|names\b|writes\b|leads\b|relocates\b)[a-z]+s\b")
OWN_WORDS = [
    (r"\b(?:put|putting|taken?|taking) (?:it |them |others? |all others )?"
     r"(?:in|out)\b", "load, enable, disable, unload"),
    (r"\blets? go\b|\bletting go\b", "release"),
    (r"\bplease\b", "nothing"),
    (r"\bmade anew\b|\bloaded anew\b", "again"),
    (r"\bnot to be\b", "cannot be, do not"),
]

def strings(text):
    """The strings of a C file, joined, each with its line."""
    found, end, start, current = [], 0, 0, None
    for token in TOKEN.finditer(text):
        piece = token.group(0)
        if not piece.startswith('"'):
            continue
        gap = text[end:token.start()]
        if current is not None and JOINT.fullmatch(gap):
            macro = gap.strip()
            current += "d" if macro.startswith("PRI") else macro and "X"
            current += piece[1:-1]
        else:
            if current is not None:
                found.append((start, current))
            start, current = token.start(), piece[1:-1]
        end = token.end()
    if current is not None:
        found.append((start, current))
    return [(text.count("\n", 0, at) + 1, s) for at, s in found
            if not re.search(r"#include\s*$", text[:at][-20:])]


def is_text(string):
    """Rather than a name, a path, a format of numbers or a table's row."""
    if re.fullmatch(r"[^ ]*", string) or string.startswith("{"):
        return False
    return len(re.findall(r"\b[a-z][a-z']+\b", string)) >= 3


def pieces(string):
    """Lines of help that are indented belong to the option above."""
    string = re.sub(r"\\n(?= {8,})", " ", string)
    string = re.sub(r"\\n(?=[A-Za-z`])", " ", string)
    string = string.replace('\\"', "'")
    for line in string.split("\\n"):
        line = re.sub(r"^usage:.*", "", line)
        # an option and its help, an environment variable and its meaning
        yield re.sub(r"^ {2,}[-A-Z][^ ]*(?:,? [-A-Z][^ ]*)*  +", "", line)


def sentences(string):
    for piece in pieces(string):
        piece = re.sub(r"`[^`]*`", "CODE", piece)
        for sentence in re.split(r"(?<=[.!?:;])[\"')]*\s+", piece):
            words = re.findall(r"[A-Za-z0-9_%$/.'-]*[A-Za-z0-9][^\s]*",
                               sentence)
            if len(words) > 2:
                yield len(words), sentence


def faults(string):
    """What is wrong with one text."""
    if string.count(";") > SEMICOLONS and "\\n" not in string:
        yield "more than %d semicolons" % SEMICOLONS
    for found in PLURAL.findall(string):
        yield "a plural that does not follow its number: %s" % found
    for words, better in OWN_WORDS:
        found = re.search(words, string)
        if found:
            yield "'%s': say %s" % (found.group(0), better)


def main(args):
    worst = 0
    if args[:1] == ["--worst"]:
        worst, args = int(args[1]), args[2:]
    found, bad, texts = [], [], 0
    for name in args:
        with open(name, encoding="utf-8") as file:
            lines = strings(file.read())
        for line, string in lines:
            if not is_text(string):
                continue
            texts += 1
            place = "%s:%d" % (name, line)
            found += [(n, place, s) for n, s in sentences(string)]
            bad += ["%s: %s: %s" % (place, f, string)
                    for f in faults(string)]
    found.sort(reverse=True)
    lengths = sorted(n for n, _, _ in found) or [0]
    median = lengths[len(lengths) // 2]
    ninetieth = lengths[min(len(lengths) - 1, len(lengths) * 9 // 10)]
    good = (texts > 0 and median <= MEDIAN and ninetieth <= NINETIETH
            and lengths[-1] <= MOST)
    print("%s sentences of %d texts: median %d, ninetieth %d, longest %d"
          % ("ok" if good else "not ok", texts, median, ninetieth,
             lengths[-1]))
    if not good:
        worst = max(worst, 5)
    for n, place, sentence in found[:worst]:
        print("    %d: %s: %s" % (n, place, sentence[:200]))
    for fault in bad[:50]:
        print("    " + fault)
    print("%s words of texts" % ("not ok" if bad else "ok"))
    return 0 if good and not bad else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
