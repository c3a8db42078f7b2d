#!/bin/bash
# What circ prints, against what it should. Beside NAME.circ in tests/golden/*/ and tests/bad/:
#   NAME.ast .netlist .circuit .model   standard output of `circ show --stage`
#   NAME.dot     what `circ plot --schematic` writes for Graphviz
#   NAME.warn    standard error of `circ check`, which finds no error
#   NAME.err     standard error of `circ check`, which fails and prints nothing on standard output
#   NAME.run     standard error of `circ run`, which fails, and its exit status
# Every file in tests/bad has an .err or a .run, but for those that others import, *_library.circ. --bless rewrites them all; a new one starts as an empty file, or, in
# tests/bad, as none. Arguments: the program, --bless, and the files where not all are meant.
circ=$1 passed=0 failed=0 bless=
shift
[ "$1" = --bless ] && bless=1 && shift
[ $# -gt 0 ] || set -- tests/golden/*/*.circ tests/bad/*.circ
temporary=$(mktemp -d) && trap 'rm -rf "$temporary"' EXIT

fail() {
    failed=$((failed + 1))
    echo "FAILED $1"
}

# The text for a kind of golden file is left in $temporary/text; false when the status or the outputs are not of that kind.
produce() { # KIND FILE
    local out=$temporary/out err=$temporary/err text=$temporary/text status
    case $1 in
    ast | netlist | circuit | model) "$circ" show --stage "$1" "$2" >"$text" 2>"$err" ;;
    dot) "$circ" plot --schematic -o "$temporary/drawing.dot" "$2" >"$out" 2>"$err" && cp "$temporary/drawing.dot" "$text" ;;
    warn) "$circ" check "$2" >"$out" 2>"$text" && [ ! -s "$out" ] ;;
    err) "$circ" check "$2" >"$out" 2>"$text"
         status=$?; [ $status = 1 ] && [ ! -s "$out" ] && [ -s "$text" ] ;;
    run) "$circ" run "$2" >"$out" 2>"$text"
         status=$?; echo "exit $status" >>"$text"; [ $status = 1 ] || [ $status = 3 ] ;;
    esac
}

compare() { # KIND FILE
    local golden=${2%.circ}.$1
    if ! produce "$1" "$2"; then
        fail "$golden: wrong exit status or output"
        head -5 "$temporary/text"
    elif [ -n "$bless" ]; then
        cp "$temporary/text" "$golden"
        passed=$((passed + 1))
    elif diff -u "$golden" "$temporary/text"; then
        passed=$((passed + 1))
    else
        fail "$golden"
    fi
}

for file in "$@"; do
    [ -e "$file" ] || continue
    name=${file%.circ} found=
    for kind in ast netlist circuit model dot warn err run; do
        [ -e "$name.$kind" ] || continue
        found=1
        compare $kind "$file"
    done
    [ -n "$found" ] && continue
    case $name in *_library) continue ;; esac # imported by another
    if [ -z "$bless" ] || [ "${file#tests/bad/}" = "$file" ]; then fail "$name: there is nothing to compare with"
    elif produce err "$file"; then compare err "$file"
    else compare run "$file"
    fi
done

echo "golden: $passed passed, $failed failed"
[ $failed = 0 ]
