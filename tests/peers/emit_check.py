#!/usr/bin/python3
"""What other programs make of circ's targets, for tests/peers/emit.sh.

    emit_check.py DIRECTORY SCHEMA

In the directory stand, for each circuit, NAME.run.json (of `circ run`), NAME.py, NAME.json and NAME.jl (of `circ emit`).
Prints a line for each failure, and the numbers of passed and failed checks at the end.
"""
import contextlib
import glob
import io
import json
import os
import re
import sys

try:
    import qutip
except ImportError:
    qutip = None
try:
    import jsonschema
except ImportError:
    jsonschema = None

TOLERANCE = 1e-7  # of the largest current
LEAST = 1e-24     # W: a single bath gives nothing


def currents_of(path):
    """What the script prints, by bath."""
    out = io.StringIO()
    with open(path) as file, contextlib.redirect_stdout(out):
        exec(compile(file.read(), path, "exec"), {})
    found = re.findall(r"^Q\((.*)\) = (\S+) W$", out.getvalue(), re.M)
    return {name: float(value) for name, value in found}


def check_currents(name):
    with open(name + ".run.json") as file:
        expected = json.load(file)["points"][0]["currents"]
    found = currents_of(name + ".py")
    if list(found) != list(expected):
        return f"the script has the baths {list(found)}"
    largest = max([abs(q) for q in expected.values()] + [LEAST/TOLERANCE])
    wrong = max(abs(found[b] - expected[b]) for b in expected)
    return None if wrong <= TOLERANCE*largest else f"a current is wrong by {wrong/largest:.1e}"


def check_schema(name, schema):
    with open(name + ".json") as file:
        errors = list(jsonschema.Draft202012Validator(schema).iter_errors(json.load(file)))
    return errors[0].message if errors else None


def check_schema_itself(schema):
    """A schema that took everything would be no test."""
    jsonschema.Draft202012Validator.check_schema(schema)
    fine = jsonschema.Draft202012Validator(schema).is_valid({"schema": 1})
    return "it takes a model without sites" if fine else None


def check_julia(name):
    """Brackets and blocks close, and in their order; Julia itself sees more."""
    opened = []
    with open(name + ".jl") as file:
        text = re.sub(r'"[^"\n]*"|#[^\n]*', "", file.read())
    for word in re.findall(r"\w+|[^\w\s]", text):
        if word in "([{":
            opened.append(word)
        elif word in ")]}":
            if not opened or opened.pop() != "([{"[")]}".index(word)]:
                return f"'{word}' closes nothing"
        elif word in ("for", "function", "if") and not opened[-1:] in (["("], ["["]):
            opened.append("end")
        elif word == "end" and opened[-1:] != ["["]:
            if not opened or opened.pop() != "end":
                return "'end' closes nothing"
    return f"{len(opened)} brackets or blocks stay open" if opened else None


def main():
    directory, schema_path = sys.argv[1:]
    with open(schema_path) as file:
        schema = json.load(file)
    passed = failed = 0
    checks = [("structure of the Julia", check_julia)]
    if qutip:
        checks.append(("currents of QuTiP", check_currents))
    else:
        print("SKIPPED: no QuTiP (make deps-peers installs it); emitted scripts not run")
    if jsonschema:
        checks.append(("schema of the JSON", lambda name: check_schema(name, schema)))
    else:
        print("SKIPPED: no jsonschema (make deps-peers installs it); emitted JSON not validated")
    results = [("docs/model.schema.json", "", check_schema_itself(schema))] if jsonschema else []
    for run in sorted(glob.glob(os.path.join(directory, "*.run.json"))):
        name = run[:-len(".run.json")]
        for what, check in checks:
            try:
                results.append((os.path.basename(name), what, check(name)))
            except Exception as error:
                results.append((os.path.basename(name), what, repr(error)))
    for name, what, problem in results:
        passed, failed = passed + (not problem), failed + bool(problem)
        if problem:
            print(f"FAILED emit: {name}: {what}: {problem}")
    print(passed, failed)


if __name__ == "__main__":
    main()
