#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Count the words of the sentences in documents, and hold them to limits.

    sentences.py [--worst N] FILE...

A sentence ends at a full stop, a question mark, an exclamation mark or a
colon at the end of a line, and with the paragraph, list item or table cell
that it stands in. Code blocks, headings and commands are not prose. Code in
backquotes counts as one word. A sentence of one or two words is a label, and
does not count.
"""
import re
import sys

MEDIAN, NINETIETH, MOST = 14, 24, 45
SEMICOLONS = 3.0  # a thousand words


def markdown(text):
    """The pieces of prose: paragraphs, list items, cells of tables."""
    pieces, lines, code, comment = [], [], False, False

    def end():
        if lines:
            pieces.append(" ".join(lines))
            lines.clear()

    for line in text.splitlines():
        if re.match(r"\s*(```|~~~)", line):
            code = not code
            end()
            continue
        if "<!--" in line:
            comment = True
        if code or comment or re.match(r"( {4}|\t)", line) and not lines:
            if "-->" in line:
                comment = False
            continue
        if not line.strip() or line.startswith("#"):
            end()
            continue
        if line.lstrip().startswith("|"):
            end()
            pieces.extend(c.strip() for c in line.strip().strip("|").split("|")
                          if not re.fullmatch(r"\s*:?-+:?\s*", c))
            continue
        if re.match(r"\s*([-*+]|\d+\.)\s", line):
            end()
            line = re.sub(r"^\s*([-*+]|\d+\.)\s+", "", line)
        lines.append(line.strip())
    end()
    return pieces


def man(text):
    """The same for manual pages: a macro ends a piece."""
    pieces, lines, code, table = [], [], False, False

    def end():
        if lines:
            pieces.append(" ".join(lines))
            lines.clear()

    for line in text.splitlines():
        if line.startswith((".nf", ".EX")):
            code = True
        if line.startswith((".fi", ".EE")):
            code = False
        if line.startswith((".TS", ".TE")):
            table = line.startswith(".TS")
        if table and not line.startswith("."):
            pieces.extend(re.sub(r"\\f[BIRP]", "", line).split("\t"))
            continue
        if code or line.startswith(('.\\"', ".SH", ".SS", ".TH")):
            end()
            continue
        inline = re.match(r"\.(B|I|BR|BI|RB|IR|RI|IB)\s+(.*)", line)
        if inline and lines:
            lines.append("`%s`" % inline.group(2))
            continue
        if inline:
            end()
            continue
        if line.startswith("."):
            end()
            continue
        line = re.sub(r"\\f[BIRP]", "", line).replace("\\-", "-")
        lines.append(line.replace("\\(aq", "'").replace("\\&", ""))
    end()
    return pieces


def sentences(piece):
    piece = piece.rstrip(";")  # the end of a list item
    piece = re.sub(r"`[^`]*`", "CODE", piece)
    piece = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", piece)
    piece = re.sub(r"\[[a-z_0-9, ]+\]", "", piece)  # names of scenarios
    piece = re.sub(r"(?<=\d)[.,](?=\d)", "", piece)
    piece = re.sub(r"\b(e\.g|i\.e|etc|vs)\.", r"\1", piece)
    for sentence in re.split(r"(?<=[.!?:])[\"')*_]*\s+", piece):
        words = re.findall(r"[A-Za-z0-9_%$/.'-]*[A-Za-z0-9][^\s]*", sentence)
        if len(words) > 2:
            yield len(words), sentence


def main(args):
    worst = 5
    if args[:1] == ["--worst"]:
        worst, args = int(args[1]), args[2:]
    bad = False
    for name in args:
        with open(name, encoding="utf-8") as file:
            text = file.read()
        pieces = (man if re.search(r"\.\d$", name) else markdown)(text)
        found = sorted((s for p in pieces for s in sentences(p)), reverse=True)
        if not found:
            continue
        lengths = sorted(n for n, _ in found)
        median = lengths[len(lengths) // 2]
        ninetieth = lengths[min(len(lengths) - 1, len(lengths) * 9 // 10)]
        words = sum(lengths)
        semis = 1000 * sum(s.count(";") for _, s in found) / words
        good = (median <= MEDIAN and ninetieth <= NINETIETH and
                lengths[-1] <= MOST and
                (semis <= SEMICOLONS or semis * words <= 1000))
        print("%s %s: median %d, ninetieth %d, longest %d, semicolons %.1f"
              " a thousand words" % ("ok" if good else "not ok", name, median,
                                     ninetieth, lengths[-1], semis))
        if not good:
            bad = True
            for n, sentence in found[:worst]:
                print("    %d: %s" % (n, sentence[:200]))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
