#!/bin/bash
# `circ diff`: ratios that are known beforehand, the order of the lines, results that were written before, errors.
circ=$(realpath "$1") passed=0 failed=0
temporary=$(mktemp -d) && trap 'rm -rf "$temporary"' EXIT
cd "$temporary" || exit 1

# One qubit between two baths that are given by their rates: all currents go as the rates, EC = e^2/2C.
cat >a.circ <<'END'
circuit a
param C = 70 fF
param rate = 1 /us
param T_h = 200 mK
transmon q (q, gnd)  C = C  f01 = 4 GHz
bath hot  local(q)  rate = rate   T = T_h
bath cold local(q)  rate = rate   T = 50 mK
output Q(hot), EC(q), twice = 2*n(hot)
END
sed -e 's/rate = 1 /rate = 2 /' a.circ >b.circ
{ cat a.circ; echo "capacitor extra (q, gnd) 1 fF"; } >more.circ
{ cat a.circ; echo "sweep T_h from 100 mK to 300 mK steps 3"; } >sweep.circ

problem=
note() { problem="$problem
    $1"; }
expect() { # STATUS COMMAND...
    local want=$1 status
    shift
    "$@" >out 2>err
    status=$?
    [ $status = "$want" ] || note "exit status $status, expected $want: $(head -3 err)"
}
has() { grep -qE -- "$2" "$1" || note "$1 lacks '$2': $(cat "$1")"; }
lacks() { ! grep -qE -- "$2" "$1" || note "$1 has '$2'"; }
it() {
    problem=
    "$2"
    if [ -z "$problem" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED diff: $1$problem"; fi
}

equal() { expect 0 "$circ" diff a.circ a.circ; has out '^no difference$'; lacks out 'B/A'; }
it "equal circuits do not differ" equal
rates() { expect 0 "$circ" diff a.circ b.circ
    has out '^  param rate +1 /us +2 /us +2$'; has out '^  gamma\(hot,q\) +1 /us +2 /us +2$'
    has out '^  Q\(hot\) .* 2$'; has out '^  Q\(cold\) .* 2$'; lacks out 'EC|f01|n\('; }
it "currents go as the rates" rates
capacitance() { expect 0 "$circ" diff a.circ --pb 'C=35 fF'
    has out '^B +a.circ with C=35 fF$'; has out '^  q.C +70 fF +35 fF +0.5$'
    has out '^  EC\(q\) .* 2$'; has out '^  C_eff\(q\) +70 fF +35 fF +0.5$'; lacks out 'f01'; }
it "a file differs from itself at another value" capacitance
order() { expect 0 "$circ" diff a.circ --pa 'rate=3 /us' --pb 'T_h=210 mK'
    awk '/^derived/ { on = 1; next } /^$/ { on = 0 }
         on { e = log($NF); e = e < 0 ? -e : e; if (n++ && e > last + 1e-9) exit 1; last = e }' out || note "not sorted: $(cat out)"; }
it "the largest change comes first" order
added() { expect 0 "$circ" diff a.circ more.circ; has out '^  extra +- +capacitor \(q, gnd\) +added$'
    expect 0 "$circ" diff more.circ a.circ; has out '^  extra.C +1 fF +- +removed$'; }
it "what is on one side alone is told" added
# Here all points change alike: one of them is told.
points() { expect 0 "$circ" diff sweep.circ --pb 'rate=3 /us'; has out '^  Q\(hot\) at T_h = [123]00 mK .* 3$'; lacks out 'EC'; }
it "of a sweep the largest change is told" points
results() { expect 0 "$circ" run sweep.circ -f json -o a.json; expect 0 "$circ" run sweep.circ -p 'rate=3 /us' -f json -o b.json
    expect 0 "$circ" diff a.json b.json; has out '^  Q\(hot\) at T_h = 0.[123] .* 3$'
    expect 0 "$circ" diff a.json a.json; has out '^no difference$'; }
it "results that were written before" results
json() { expect 0 "$circ" diff a.circ b.circ -f json; has out '"name": "gamma\(hot,q\)"'; has out '"ratio": 2'
    ! command -v jq >/dev/null || jq -e '.changes[] | select(.name == "Q(hot)") | .ratio - 2 | fabs < 1e-9' out >/dev/null 2>&1 || note "ratio of Q(hot)"
    expect 0 "$circ" diff a.circ b.circ -f json -o d.json; [ ! -s out ] || note "out is not empty"; [ -s d.json ] || note "no d.json"; }
it "for programs" json
errors() { echo '{"points": 3}' >no.json; echo '{"points": [' >broken.json; echo 'param x = 3 GHz + 1' >bad.circ
    expect 1 "$circ" diff a.circ missing.circ; has err "cannot read 'missing.circ'"; [ ! -s out ] || note "printed something"
    expect 1 "$circ" diff no.json a.circ; has err "not what 'circ run --format json' writes"
    expect 1 "$circ" diff a.circ broken.json; has err "no JSON: line"
    expect 1 "$circ" diff bad.circ a.circ; has err 'error.E0202'
    expect 1 "$circ" diff a.circ a.circ --pb 'nothing=3'; has err 'error.E0106'
    expect 2 "$circ" diff a.circ; has err 'two files'
    expect 2 "$circ" diff a.circ a.circ a.circ; has err 'not also'
    expect 2 "$circ" diff a.circ a.circ --tolerance=x; has err 'takes a number'; }
it "what cannot be compared is said" errors

echo "diff: $passed passed, $failed failed"
[ $failed = 0 ]
