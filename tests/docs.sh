#!/bin/bash
# The documents' examples: a block of `circ` is a file, which runs; one of `circ-fragment` is added to the page's first file,
# without that one's sweep, output and expect lines, and is checked; one of `console` is a command behind `$` and what it prints. A
# block whose first line is `# NAME.circ` is a file of that name for the commands of its page, a wrong one (`circ-wrong`) too.
circ=$(realpath "$1") passed=0 failed=0
temporary=$(mktemp -d) && trap 'rm -rf "$temporary"' EXIT
cp circuits/devices/*.s?p circuits/library/*.circ "$temporary" # what the examples read

named() { sed -nE '1s/^# ([a-z_0-9]+\.circ)$/\1/p' "$1"; }

# Leaves the blocks of a page in PAGE.1.circ, PAGE.2.circ-fragment, ..., numbered by their first lines.
extract() { # PAGE
    awk -v base="$temporary/$(basename "$1")" '
        /^```/ && out { close(out); out = ""; next }
        /^```(circ|circ-fragment|circ-wrong|console)$/ { out = sprintf("%s.%04d.%s", base, NR, substr($0, 4)); printf "" > out; next }
        out { print > out }' "$1"
}

verify() { # BLOCK COMMAND FILE
    if "$circ" "$2" "$3" >"$temporary/log" 2>&1; then passed=$((passed + 1))
    else failed=$((failed + 1)); echo "FAILED $(basename "$1"): circ $2"; grep -A3 'error\[' "$temporary/log"
    fi
}

compare() { # BLOCK
    local command
    command=$(sed -n '1s/^\$ circ //p' "$1")
    (cd "$2" && eval "\"\$circ\" $command" 2>"$temporary/log" >"$temporary/printed")
    if [ -n "$command" ] && diff <(tail -n +2 "$1") "$temporary/printed"; then passed=$((passed + 1))
    else failed=$((failed + 1)); echo "FAILED $(basename "$1"): circ $command"
    fi
}

for page in README.md docs/*.md; do
    extract "$page"
    first=
    files=$temporary/$(basename "$page").files # as the page names them; the rest is the project's
    mkdir "$files" && ln -s "$PWD"/* "$files"
    for block in "$temporary/$(basename "$page")".*.circ*; do
        [ -e "$block" ] && name=$(named "$block") && [ -n "$name" ] && cp "$block" "$files/$name"
    done
    for block in "$temporary/$(basename "$page")".*; do
        case $block in
        *.circ) first=${first:-$block}; name=$(named "$block"); verify "$block" run "${name:+$files/}${name:-$block}" ;;
        *.console) compare "$block" "$files" ;;
        *.circ-fragment)
            { grep -vE '^(sweep|output|expect|model) ' "$first"; cat "$block"; } >"$temporary/whole.circ"
            verify "$block" check "$temporary/whole.circ" ;;
        esac
    done
done

# The grammar of docs/language.md is that of the parser.
awk '/^```ebnf/ { on = 1; next } /^```/ { on = 0 } on' docs/language.md >"$temporary/ebnf"
if awk -f scripts/ebnf.awk grammar/circ.y | diff "$temporary/ebnf" -; then passed=$((passed + 1))
else failed=$((failed + 1)); echo "FAILED language.md: its grammar is not that of circ.y (scripts/ebnf.awk)"
fi

echo "docs: $passed passed, $failed failed"
[ $failed = 0 ]
