#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Hold the prose of documents to one width of lines.

    wrap.py [--write] FILE...

Paragraphs and list items are wrapped at WIDTH columns, and the rules' texts at
that of a terminal, as `stackcheck explain` prints them. Blocks, tables, headings
and comments stay as they are. Without --write it names the first line of each
file that would be another one, and fails.
"""
import difflib
import re
import sys

WIDTH, RULES_WIDTH = 100, 78

ITEM = re.compile(r"(\s*)((?:[-*+]|\d+\.) (?:\[[ x]\] )?)(.*)")
# What would be no prose at the beginning of a line.
MARKUP = re.compile(r"(?:[-+*#|>]|\d+\.$|```)")


def fill(first, rest, words, width):
    """Words after @first, further lines after @rest; none begins as markup."""
    lines, line = [], first + words[0]
    for i, word in enumerate(words[1:], 1):
        starts_as_markup = MARKUP.match(word)
        following = words[i + 1] if i + 1 < len(words) else ""
        room = len(line) + 1 + len(word)
        # keep a word that looks like markup behind the one before it
        if MARKUP.match(following) and not starts_as_markup:
            room += 1 + len(following)
        if room > width and not starts_as_markup:
            lines.append(line)
            line = rest + word
        else:
            line += " " + word
    return lines + [line]


class Wrapper:
    def __init__(self, width):
        self.width = width
        self.out, self.words = [], []
        self.first = self.rest = ""

    def end(self):
        if self.words:
            self.out += fill(self.first, self.rest, self.words, self.width)
        self.words = []

    def keep(self, line):
        self.end()
        self.out.append(line)

    def begin(self, first, rest, text):
        self.end()
        self.first, self.rest, self.words = first, rest, text.split()


def wrapped(text, width):
    w = Wrapper(width)
    fenced = comment = False
    for line in text.splitlines():
        if re.match(r"\s*(```|~~~)", line):
            fenced = not fenced
            w.keep(line)
            continue
        comment = comment or "<!--" in line
        item = ITEM.match(line)
        if fenced or comment or not line.strip() or \
                re.match(r"[#|]", line.lstrip()):
            w.keep(line)
        elif item and not (re.match(r" {4}", line) and not w.words):
            first = item.group(1) + item.group(2)
            w.begin(first, " " * (len(item.group(1)) + len(
                re.match(r"\S+ ", item.group(2)).group(0)) + (
                4 if "[" in item.group(2) else 0)), item.group(3))
        elif w.words:
            w.words += line.split()
        elif re.match(r"( {4}|\t)", line):
            w.keep(line)
        else:
            indent = re.match(r" *", line).group(0)
            w.begin(indent, indent, line)
        if "-->" in line:
            comment = False
    w.end()
    return "\n".join(w.out) + ("\n" if text.endswith("\n") else "")


def main(args):
    write = args[:1] == ["--write"]
    bad = False
    for name in args[write:]:
        with open(name, encoding="utf-8") as file:
            text = file.read()
        width = RULES_WIDTH if "/rules/" in name else WIDTH
        new = wrapped(text, width)
        if new == text:
            print("ok %s" % name)
        elif write:
            with open(name, "w", encoding="utf-8") as file:
                file.write(new)
        else:
            bad = True
            print("not ok %s: wrap.py --write" % name)
            diff = difflib.unified_diff(text.splitlines(), new.splitlines(),
                                        lineterm="", n=0)
            print("\n".join("    " + d for d in list(diff)[2:8]))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
