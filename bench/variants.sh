#!/bin/bash
# variants.sh FOLDER N [SEED]: N circuits of two qubits, each with another topology or other values: baths that are
# resonators, resistors or known by their rate; qubits side by side, in a row, or each with a readout resonator; with
# and without local loss, direct capacitor and first-order coupling. The same N and SEED give the same files.
[ $# -ge 2 ] || { echo "Usage: variants.sh FOLDER N [SEED]" >&2; exit 2; }
mkdir -p "$1" || exit 1
awk -v folder="${1%/}" -v n="$2" -v seed="${3:-1}" '
# A multiplicative generator: the same numbers from every awk.
function random() { state = (state * 16807) % 2147483647; return state / 2147483647 }
function between(a, b) { return sprintf("%.4g", a + (b - a) * random()) }
function choose(k) { return int(k * random()) }
function say(text) { print text > file }

# A bath that couples through capacitors to the qubits whose indices are listed.
function bath(name, T, qubits,    list, k, i) {
    if (choose(2)) say("rlc       " name " (" name ", gnd)  f = " between(3, 6) " GHz  Q = " between(2, 30) "  Z = 50 Ohm  T = " T " mK")
    else           say("resistor  " name " (" name ", gnd)  R = " between(20, 2000) " Ohm  T = " T " mK")
    k = split(qubits, list, " ")
    for (i = 1; i <= k; i++)
        say("capacitor " name list[i] " (q" list[i] ", " name ")  C_" name "*" between(0.6, 1.4))
}

BEGIN {
    state = seed * 7919 + 12345
    for (i = 1; i <= 10; i++) random()
    for (v = 1; v <= n; v++) {
        file = sprintf("%s/variant_%05d.circ", folder, v)
        say(sprintf("circuit variant_%05d \"two qubits, variant %d\"", v, v))
        say("param C_hot = " between(1, 3) " fF\nparam C_cold = " between(1, 3) " fF\nparam T_p = " between(20, 60) " mK")
        for (j = 1; j <= 2; j++)
            say("transmon  q" j " (q" j ", gnd)  C = " between(60, 80) " fF  " \
                (choose(2) ? "EJ = " between(8, 12) " GHz" : "f01 = " between(3.8, 5.2) " GHz"))
        row = choose(3) == 0
        bath("hot", between(80, 120), row ? "1" : "1 2")
        bath("cold", between(20, 50), row ? "2" : "1 2")
        if (row || choose(3) == 0) say("capacitor g (q1, q2)  " between(0.3, 1) " fF")
        if (choose(3) == 0)
            for (j = 1; j <= 2; j++) {
                say("rlc       read" j " (r" j ", gnd)  f = " between(6, 8) " GHz  Q = " between(20, 60) "  Z = 50 Ohm  T = 40 mK")
                say("capacitor cr" j " (q" j ", r" j ")  " between(0.3, 1) " fF")
            }
        if (choose(4)) say("bath      stray local(q1, q2)  rate = " between(0.1, 5) " /us  T = T_p")
        say("output Q(hot), Q(cold), f01(q1), f01(q2), anharmonicity(q1), gamma(hot, q1), gamma(cold, q2), n(hot), n(cold)")
        close(file)
    }
}'
