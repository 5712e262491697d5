#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Which source defines the functions that a header declares.

    header_owners.py FOLDER...

A function that X.h declares is defined in X.c, or in the header itself. So a
header shows what one source does for others. LISTS are the headers that list
functions of one kind instead. This prints each function that is declared
elsewhere, and each source that does not include its own header. It fails if
there are any.
"""
import os
import re
import sys

# The commands of a program, and the processors.
LISTS = {"stackcheck/cli/commands.h", "kpatch/command.h",
         "stackcheck/core/arch.h"}
NAME = r"(?:sc|kb|kp|pb)_\w+"


def files(folders):
    for top in folders:
        for folder, _, names in sorted(os.walk(top)):
            for name in sorted(names):
                if name.endswith((".c", ".h")):
                    yield os.path.join(folder, name)


def functions(text, end):
    """Names of functions at the outer level, with END behind the parameters"""
    return re.findall(r"^(?!static|#|typedef)[a-z][\w \t\n*]*?\b(%s)"
                      r"\((?:[^;{}])*?\)[^;{}]*?%s" % (NAME, end),
                      text, re.M)


def main(folders):
    bad, owner, texts = [], {}, {}
    for path in files(folders):
        with open(path, encoding="utf-8") as file:
            raw = file.read()
        # a string may look like the beginning of a comment
        texts[path] = re.sub(r'"(?:\\.|[^"\\\n])*"|/\*.*?\*/|//[^\n]*',
                             lambda m: m[0] if m[0][0] == '"' else "", raw,
                             flags=re.S)
        if path.endswith(".c"):
            for name in functions(texts[path], r"\{"):
                owner[name] = path
            header = path[:-1] + "h"
            if os.path.exists(header) and \
                    '#include "%s"' % header not in raw:
                bad.append("%s does not include %s" % (path, header))
    count = 0
    for path, text in texts.items():
        if not path.endswith(".h") or path in LISTS:
            continue
        for name in functions(text, ";"):
            count += 1
            source = owner.get(name)
            if source != path[:-1] + "c":
                bad.append("%s declares %s(), which is in %s" %
                           (path, name, source or "no source"))
    for line in bad:
        print(line)
    print("%d functions in headers, %d of them in another one" %
          (count, len(bad)))
    return 1 if bad or not count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
