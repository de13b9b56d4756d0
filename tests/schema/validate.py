"""Holds JSON documents against the published schemas: validate.py SCHEMA_FOLDER DOCUMENT…

A document names its schema by its own key "format" (and, among those of lifang-results, by holding a
plan). Beyond what the schema asks for itself, every key at the top must be described in it, so that
nothing is printed that nobody wrote down. Needs Debian's python3-jsonschema.
"""
import json
import sys
from pathlib import Path

import jsonschema

FILES = {"lifang-results": "results", "lifang-audit": "audit", "lifang-comparison": "compare"}
PLAN_KEYS = {"findings", "finding_counts", "provisions", "plan_coverage"}


def no_constants(name):
    raise ValueError(f"{name} is no JSON")


def schema_of(folder, document):
    name = FILES.get(document.get("format"))
    if name is None:
        raise ValueError(f"unknown format {document.get('format')!r}")
    if name == "results" and PLAN_KEYS & set(document):
        name = "plan"
    return json.loads((folder / f"{name}.schema.json").read_text(encoding="utf-8"))


def problems_of(folder, path):
    try:
        document = json.loads(path.read_text(encoding="utf-8"), parse_constant=no_constants)
        schema = schema_of(folder, document)
    except ValueError as error:
        return [str(error)]
    found = [f"key '{key}' is not in the schema" for key in document if key not in schema["properties"]]
    for error in jsonschema.Draft202012Validator(schema).iter_errors(document):
        found.append(f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
        if len(found) > 20:
            break
    return found


def main(folder, paths):
    bad = 0
    for file in sorted(folder.glob("*.schema.json")):
        jsonschema.Draft202012Validator.check_schema(json.loads(file.read_text(encoding="utf-8")))
    for path in paths:
        for line in problems_of(folder, path):
            print(f"{path.name}: {line}")
            bad += 1
    return bad


if __name__ == "__main__":
    if not sys.argv[2:]:
        sys.exit("validate.py SCHEMA_FOLDER DOCUMENT…")
    sys.exit(1 if main(Path(sys.argv[1]), [Path(p) for p in sys.argv[2:]]) else 0)
