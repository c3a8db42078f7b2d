#!/bin/bash
# circ fmt on every circuit of the tree: its tree stays, formatting again changes nothing, and a file with syntax errors is
# not touched. The library's circuits and the documents' examples are formatted already.
circ=$(realpath "$1") passed=0 failed=0
temporary=$(mktemp -d) && trap 'rm -rf "$temporary"' EXIT
cp -r circuits tests README.md docs "$temporary" && cd "$temporary" || exit 1

pass() { passed=$((passed + 1)); }
fail() { failed=$((failed + 1)); echo "FAILED fmt: $*"; }

keeps_meaning() { # FILE
    local before=$temporary/before
    cp "$1" "$temporary/text"
    "$circ" show --stage ast "$1" >"$before" 2>/dev/null
    if "$circ" fmt "$1" 2>"$temporary/log"; then
        if ! "$circ" show --stage ast "$1" 2>/dev/null | cmp -s - "$before"; then fail "$1: the tree has changed"
        elif ! "$circ" fmt --check "$1"; then fail "$1: formatting again changes it"
        else pass
        fi
    elif cmp -s "$1" "$temporary/text" && grep -q 'error\[E0[03]' "$temporary/log"; then pass
    else fail "$1: refused"; cat "$temporary/log"
    fi
}

if "$circ" fmt --check circuits >"$temporary/log"; then pass; else fail "not formatted: $(tr '\n' ' ' <"$temporary/log")"; fi
for page in README.md docs/*.md; do
    [ "$page" = docs/errors.md ] && continue # mistakes
    awk -v base="$temporary/$(basename "$page")" '
        /^```/ && out { close(out); out = ""; next }
        /^```(circ|circ-fragment)$/ { out = sprintf("%s.%04d.circ", base, NR); printf "" > out; next }
        out { print > out }' "$page"
done
for block in "$temporary"/*.md.*.circ; do
    if "$circ" fmt --check "$block" >/dev/null; then pass; else fail "$(basename "$block") is not formatted"; fi
done
while IFS= read -r file; do keeps_meaning "$file"; done < <(find tests circuits -name '*.circ' | sort)

echo "fmt: $passed passed, $failed failed"
[ $failed = 0 ]
