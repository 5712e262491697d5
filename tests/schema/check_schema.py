#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Validate JSON documents: check_schema.py SCHEMA DOCUMENT..."""
import json
import sys

import jsonschema


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def main(schema_path, *documents):
    schema = load(schema_path)
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    good = True
    for path in documents:
        for error in validator(schema).iter_errors(load(path)):
            place = "/".join(str(part) for part in error.absolute_path)
            print(f"{path}: {place}: {error.message[:200]}")
            good = False
    return 0 if good else 1


sys.exit(main(*sys.argv[1:]))
