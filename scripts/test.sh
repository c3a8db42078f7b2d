#!/bin/bash
# All tests of a build. Each part ends with "PART: N passed, N failed"; the last line adds them up.
build=$1
log=$(mktemp) && trap 'rm -f "$log"' EXIT

# A part that breaks off before its total, or disagrees with it, counts as one failure.
part() { # NAME COMMAND...
    local name=$1 status
    shift
    "$@" 2>&1 | tee -a "$log"
    status=${PIPESTATUS[0]}
    if ! tail -1 "$log" | grep -q "^$name: [0-9]* passed, [0-9]* failed$" ||
        { [ "$status" != 0 ] && tail -1 "$log" | grep -q ' 0 failed$'; }; then
        echo "$name: broke off with exit status $status: 0 passed, 1 failed" | tee -a "$log"
    fi
}

part unit "$build/unit_tests"
part golden bash tests/golden.sh "$build/circ"
part docs bash tests/docs.sh "$build/circ"
part fmt bash tests/fmt.sh "$build/circ"
part cli bash tests/cli.sh "$build/circ" "$build/cli_json"
part editors bash tests/editors.sh "$build/editor_words"
part plot bash tests/plot.sh "$build/circ"
part explain bash tests/explain.sh "$build/circ"
part man bash tests/man.sh "$build/circ" "$build/man"
part diff bash tests/diff.sh "$build/circ"
part lsp bash tests/lsp.sh "$build/circ" "$build/lsp_messages"
part report bash tests/report.sh "$build/circ"
part batch bash tests/batch.sh "$build/circ" ${mpi:+"$mpi"}
part emit bash tests/peers/emit.sh "$build/circ"
part circuits bash scripts/check_circuits.sh "$build/circ"
part layers bash scripts/layers.sh
part install bash tests/install.sh "$build"

sed -nE 's/^[a-z]+: (.*: )?([0-9]+) passed, ([0-9]+) failed$/\2 \3/p' "$log" |
    awk '{ passed += $1; failed += $2 } END { printf "%d passed, %d failed\n", passed, failed; exit failed > 0 }'
