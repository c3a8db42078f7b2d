#!/bin/bash
# The documents' examples: a block of `circ` is a file, which runs; one of `circ-fragment` is added to the page's first file,
# without that one's sweep, output and expect lines, and is checked.
circ=$1 passed=0 failed=0
temporary=$(mktemp -d) && trap 'rm -rf "$temporary"' EXIT
cp circuits/devices/*.s?p "$temporary" # what the examples read

# Leaves the blocks of a page in PAGE.1.circ, PAGE.2.circ-fragment, ..., numbered by their first lines.
extract() { # PAGE
    awk -v base="$temporary/$(basename "$1")" '
        /^```/ && out { close(out); out = ""; next }
        /^```circ(-fragment)?$/ { out = sprintf("%s.%04d.%s", base, NR, substr($0, 4)); printf "" > out; next }
        out { print > out }' "$1"
}

verify() { # BLOCK COMMAND FILE
    if "$circ" "$2" "$3" >"$temporary/log" 2>&1; then passed=$((passed + 1))
    else failed=$((failed + 1)); echo "FAILED $(basename "$1"): circ $2"; grep -A3 'error\[' "$temporary/log"
    fi
}

for page in README.md docs/*.md; do
    extract "$page"
    first=
    for block in "$temporary/$(basename "$page")".*; do
        case $block in
        *.circ) first=${first:-$block}; verify "$block" run "$block" ;;
        *.circ-fragment)
            { grep -vE '^(sweep|output|expect|model) ' "$first"; cat "$block"; } >"$temporary/whole.circ"
            verify "$block" check "$temporary/whole.circ" ;;
        esac
    done
done

echo "docs: $passed passed, $failed failed"
[ $failed = 0 ]
