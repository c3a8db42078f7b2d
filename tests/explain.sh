#!/bin/bash
# `circ explain`: every code is explained; its wrong example makes that very code and its right one does not; docs/errors.md is
# what `circ explain --markdown` prints; and every code is in some golden file, or is said here to be out of reach of a file.
circ=$1 passed=0 failed=0
temporary=$(mktemp -d) && trap 'rm -rf "$temporary"' EXIT
pass() { passed=$((passed + 1)); }
fail() { failed=$((failed + 1)); echo "FAILED explain: $*"; }

"$circ" explain --markdown >"$temporary/errors.md"
if cmp -s "$temporary/errors.md" docs/errors.md; then pass; else fail "docs/errors.md: make docs/errors.md"; fi

# CODE.wrong.circ and CODE.right.circ of each section.
awk -v base="$temporary" '
    /^## / { code = $2 }
    /^```circ-wrong$/ { out = base "/" code ".wrong.circ"; printf "" > out; next }
    /^```circ$/ { out = base "/" code ".right.circ"; printf "" > out; next }
    /^```/ { if (out) close(out); out = ""; next }
    out { print > out }' "$temporary/errors.md"

# Codes that `check`, and where that finds no error `run`, gives a file.
codes_of() { # FILE
    "$circ" check "$1" >"$temporary/log" 2>&1 && "$circ" run "$1" >>"$temporary/log" 2>&1
    grep -oE '(error|warning)\[[EW][0-9]+\]' "$temporary/log" | sort -u
}

for code in $("$circ" explain | cut -d' ' -f 1); do
    "$circ" explain "$code" >"$temporary/page" || fail "$code is not explained"
    [ "$(wc -l <"$temporary/page")" -ge 3 ] && ! grep -q '(null)' "$temporary/page" || fail "$code has no paragraph"
    [ -e "$temporary/$code.wrong.circ" ] || continue
    if codes_of "$temporary/$code.wrong.circ" | grep -q "\[$code\]"; then pass; else fail "the wrong example of $code gives: $(codes_of "$temporary/$code.wrong.circ" | tr '\n' ' ')"; fi
    if [ "$(codes_of "$temporary/$code.wrong.circ" | grep -c error)" -gt 1 ]; then fail "the wrong example of $code has other errors: $(codes_of "$temporary/$code.wrong.circ" | tr '\n' ' ')"; fi
    if codes_of "$temporary/$code.right.circ" | grep -qE "\[$code\]|error"; then fail "the right example of $code gives: $(codes_of "$temporary/$code.right.circ" | tr '\n' ' ')"; else pass; fi
done

# E0001, E0106: of the command line (tests/cli.sh). E0006, E0007, E0703: need gigabytes or a thousand brackets (unit tests). E0507, E0514, E0604,
# E0605, E0702: guards that no file is known to reach. E0601, E0701, E0704, E0801: of a method, a hard model, a target (unit tests, tests/cli.sh).
beyond=" E0001 E0106 E0007 E0507 E0514 E0601 E0604 E0605 E0701 E0702 E0703 E0704 E0801 "
for code in $("$circ" explain | cut -d' ' -f 1); do
    case $beyond in *" $code "*) continue ;; esac
    if grep -rqF "[$code]" tests/bad tests/golden; then pass; else fail "$code is in no golden file"; fi
done

"$circ" explain e0202 >"$temporary/lower" && "$circ" explain E0202 | cmp -s - "$temporary/lower" && pass || fail "lower case"
"$circ" explain E020 2>"$temporary/log"; [ $? = 2 ] && grep -q 'did you mean' "$temporary/log" && pass || fail "an unknown code"

echo "explain: $passed passed, $failed failed"
[ $failed = 0 ]
