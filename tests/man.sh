#!/bin/bash
# Manual pages: they are sound, have their sections, and tell every command and every option that `--help` does.
circ=$1 pages=$2 passed=0 failed=0
pass() { passed=$((passed + 1)); }
fail() { failed=$((failed + 1)); echo "FAILED man: $*"; }
temporary=$(mktemp -d) && trap 'rm -rf "$temporary"' EXIT

for section in 1 5; do
    page=$pages/circ.$section
    [ -s "$page" ] || { fail "$page is not there (lowdown)"; continue; }
    # A page has no date, and says so.
    if mandoc -Tlint -W warning "$page" 2>&1 | grep -v 'missing date' >"$temporary/lint"; then fail "$page: $(head -1 "$temporary/lint")"; else pass; fi
    mandoc -Tutf8 "$page" 2>/dev/null | sed 's/.\x08//g' >"$temporary/text.$section"
    for heading in NAME DESCRIPTION 'SEE ALSO'; do
        grep -q "^$heading" "$temporary/text.$section" && pass || fail "$page has no $heading"
    done
done

for command in $("$circ" --help | sed -nE 's/^  circ ([a-z]+) .*/\1/p'); do
    grep -q "circ $command" "$temporary/text.1" && pass || fail "circ(1) does not know 'circ $command'"
    for option in $("$circ" "$command" --help | grep -oE -- '--[a-z-]+' | sort -u); do
        case $option in --help | --usage | --version) continue ;; esac
        grep -q -- "$option" "$temporary/text.1" && pass || fail "circ(1) does not know $option of 'circ $command'"
    done
done
for word in subcircuit import function 'Grammar' transmon touchstone advantage; do
    grep -q -- "$word" "$temporary/text.5" && pass || fail "circ(5) does not tell of $word"
done

echo "man: $passed passed, $failed failed"
[ $failed = 0 ]
