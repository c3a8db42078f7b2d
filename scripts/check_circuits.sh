#!/bin/bash
# Every circuit compiles, and what it expects holds. Those in circuits/library are definitions that others import: they run there.
circ=$1 passed=0 failed=0
log=$(mktemp) && trap 'rm -f "$log"' EXIT
while IFS= read -r file; do
    run=run
    case $file in circuits/library/*) run=check ;; esac
    if "$circ" check "$file" >"$log" 2>&1 && "$circ" $run "$file" >"$log" 2>&1; then passed=$((passed + 1))
    else failed=$((failed + 1)); echo "FAILED $file"; grep -A3 ': error\[' "$log" || tail -3 "$log"
    fi
done < <(find circuits -name '*.circ' | sort)
echo "circuits: $passed passed, $failed failed"
[ $failed = 0 ]
