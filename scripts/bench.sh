#!/bin/bash
# Whole-process times of `circ run`, and of QuTiP on the same where it is installed.
build=$1
circ=$build/circ measure=$build/bench/measure
temporary=$(mktemp -d) && trap 'rm -rf "$temporary"' EXIT

valve() { # N [MORE STATEMENTS]: N identical qubits between two baths, with a local one
    cat <<END
circuit valve
param N = $1
param T_p = 50 mK
transmon q[1:N] (q[*], gnd)  C = 70 fF  f01 = 4 GHz
bath hot   collective(q[*])  rate = 0.5 /ns   T = 384 mK
bath cold  collective(q[*])  rate = 0.5 /ns   T = 96 mK
bath stray local(q[*])       rate = 0.01 /ns  T = T_p
output Q(hot), Q(cold), Q(stray)
$2
END
}

detuned() { # N qubits, each at a frequency of its own: no symmetry
    echo "circuit detuned"
    for i in $(seq "$1"); do echo "transmon q$i (n$i, gnd) C = 70 fF f01 = $((4000 + 20 * i)) MHz"; done
    qubits=$(seq -s, -f 'q%g' "$1")
    cat <<END
bath hot   collective($qubits)  rate = 0.5 /ns   T = 384 mK
bath cold  collective($qubits)  rate = 0.5 /ns   T = 96 mK
bath stray local($qubits)       rate = 0.01 /ns  T = 50 mK
output Q(hot)
END
}

time_of() { # RUNS WHAT FILE
    printf '%-44s ' "$2"
    "$measure" "$1" "$circ" run "$3" --format json 2>&1
}

echo "circ run FILE --format json, as whole processes:"
valve 1 >"$temporary/1.circ"
time_of 20 "one qubit, one point" "$temporary/1.circ"
time_of 20 "Fig. 5(b): N = 2, 46 points" circuits/andolina2024/fig5b.circ
for n in 10 100 400 1000 2000; do
    valve $n >"$temporary/$n.circ"
    time_of 5 "valve, N = $n, local bath" "$temporary/$n.circ"
done
valve 2 "sweep T_p from 50 mK to 500 mK steps 10000" >"$temporary/points.circ"
time_of 5 "valve, N = 2, 10 000 points" "$temporary/points.circ"
valve 2 "sweep N in 1, 2, 4, 8, 16, 32, 64, 128, 256" >"$temporary/sizes.circ"
time_of 5 "valve, sweep of N from 1 to 256" "$temporary/sizes.circ"
for n in 2 4 6; do
    detuned $n >"$temporary/detuned$n.circ"
    time_of 3 "detuned qubits, N = $n" "$temporary/detuned$n.circ"
done

for program in "$build"/bench/*; do
    [ -x "$program" ] && [ "$program" != "$measure" ] || continue
    case $program in *.o | *.d) continue ;; esac
    echo; echo "$(basename "$program"):"
    "$program"
done

echo
if python3 -c 'import qutip' 2>/dev/null; then
    for n in 2 4 6; do
        printf '%-44s ' "QuTiP steadystate, N = $n"
        "$measure" 3 python3 bench/peer_qutip.py $n
    done
else
    echo "QuTiP is not installed: nothing to compare with (python3 -m pip install qutip)"
fi
