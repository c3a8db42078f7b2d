#!/bin/bash
# `circ plot`: every circuit that sweeps something is drawn in all formats, twice the same; labels, maps, families, errors.
circ=$(realpath "$1") passed=0 failed=0 top=$PWD
temporary=$(mktemp -d) && trap 'chmod -R u+w "$temporary"; rm -rf "$temporary"' EXIT
cd "$temporary" || exit 1

problem=
note() { problem="$problem
    $1"; }
expect() { # STATUS COMMAND...
    local want=$1 status
    shift
    "$@" >out 2>err
    status=$?
    [ $status = "$want" ] || note "exit status $status, expected $want: $(grep -A2 error err | head -3)"
}
has() { grep -qF -- "$2" "$1" || note "$1 lacks '$2'"; }
lacks() { ! grep -qF -- "$2" "$1" || note "$1 has '$2'"; }
it() {
    problem=
    "$2"
    if [ -z "$problem" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED plot: $1$problem"; fi
}

cat >valve.circ <<'END'
circuit valve
param N   = 2
param T_p = 50 mK
transmon q[1:N] (q[*], gnd)      C = 70 fF  f01 = 4 GHz
bath hot   collective(q[*])  rate = 0.5 /us   T = 70 mK
bath cold  collective(q[*])  rate = 0.5 /us   T = 40 mK
bath stray local(q[*])       rate = 0.01 /us  T = T_p
output Q_valve, bound = Q_independent, advantage
END
{ cat valve.circ; echo "sweep T_p from 50 mK to 90 mK steps 5"; } >sweep.circ
{ cat valve.circ; echo "sweep N in 1, 2, 3"; echo "sweep T_p from 50 mK to 90 mK steps 5"; } >grid.circ

drawn() { # SVG: well formed, with curves, and no number of it went wrong
    [ -s "$1" ] || { note "$1 is empty"; return; }
    has "$1" '</svg>'; lacks "$1" nan
    ! command -v xmllint >/dev/null || xmllint --noout "$1" 2>err || note "$1: $(head -1 err)"
}

default() { expect 0 "$circ" plot sweep.circ -o a.svg; [ ! -s out ] || note "out is not empty"; drawn a.svg
    has a.svg 'T_p (mK)'; has a.svg 'Q_valve, bound (zW)'; has a.svg '>advantage<'
    expect 0 "$circ" plot sweep.circ; drawn out; cmp -s out a.svg || note "standard output is something else"; }
it "outputs against the innermost sweep, a panel for each dimension" default
formats() { expect 0 "$circ" plot sweep.circ -o a.png; [ "$(head -c 4 a.png | tail -c 3)" = PNG ] || note "no PNG"
    expect 0 "$circ" plot sweep.circ -o a.pdf; [ "$(head -c 4 a.pdf)" = %PDF ] || note "no PDF"
    expect 0 "$circ" plot sweep.circ -f gnuplot; has out 'set terminal svg'; has out "title 'Q_valve'"; }
it "png, pdf, and the script" formats
families() { { cat grid.circ; echo 'plot "a family" Q_valve against T_p by N'; } >f.circ
    expect 0 "$circ" plot f.circ -f gnuplot; has out "set title 'a family'"; has out "title 'N = 3'"; has out "set ylabel 'Q_valve (zW)'"
    { cat grid.circ; echo 'plot Q_valve against N by T_p'; } >f.circ
    expect 0 "$circ" plot f.circ -f gnuplot; has out "title 'T_p = 90 mK'"; has out "set xlabel 'N'"; }
it "a curve for each value of another parameter" families
map() { { cat grid.circ; echo 'plot bound, advantage against T_p, N'; } >m.circ
    expect 0 "$circ" plot m.circ -f gnuplot; has out "set cblabel 'bound (zW)'"; has out "set cblabel 'advantage'"; has out 'with pm3d'
    expect 0 "$circ" plot m.circ -o m.svg; drawn m.svg; }
it "two parameters make a map" map
# The independent current does not depend on the local bath, and the plain number on nothing.
references() { { cat sweep.circ; echo 'plot advantage, 1 against T_p'; } >r.circ
    expect 0 "$circ" plot r.circ -f gnuplot; has out "title '1' with lines linewidth 1.6 linecolor rgb '#555555' dashtype 3"; }
it "what does not change is a line to compare with" references
family_references() { { cat grid.circ; echo 'plot Q_valve, bound, 30 zW, 40 zW against T_p by N'; } >r.circ
    expect 0 "$circ" plot r.circ -f gnuplot
    has out "title '' with lines linewidth 1.6 linecolor rgb '#D55E00' dashtype 3"
    has out "keyentry with lines linewidth 1.6 linecolor rgb '#555555' dashtype 3 title 'bound of each'"
    has out "title '30zW' with lines linewidth 1.6 linecolor rgb '#555555' dashtype (12,5)"
    has out "title '40zW' with lines linewidth 1.6 linecolor rgb '#555555' dashtype (12,4,3,4)"
    expect 0 "$circ" plot r.circ -o r.svg; drawn r.svg; has r.svg '>bound of each<'; }
it "lines to compare with have their family's colour, and differ from each other" family_references
log_axes() { { cat valve.circ; echo 'sweep T_p log from 50 mK to 5 K steps 5'; echo 'plot advantage against T_p logy'; } >l.circ
    expect 0 "$circ" plot l.circ -f gnuplot; has out 'set logscale x'; has out 'set logscale y'; }
it "logarithmic axes" log_axes
log_tics() { { cat sweep.circ; echo 'plot advantage against T_p logx'; } >l.circ
    expect 0 "$circ" plot l.circ -f gnuplot; has out 'set xtics (50, 60, 70, 80, 90)'
    expect 0 "$circ" plot l.circ -o l.svg; drawn l.svg; has l.svg '> 70<'; }
it "a short logarithmic axis has its numbers" log_tics
undrawable() { { cat grid.circ; echo 'plot bad = log(Q(cold)/1 W) against T_p'; } >u.circ
    expect 1 "$circ" plot u.circ -o u.svg; has err "u.circ:11:1: error[E0406]: 'bad' has no finite value"; [ ! -e u.svg ] || note "drew something"
    { cat sweep.circ; echo 'plot Q(cold) against T_p logy'; } >u.circ
    expect 1 "$circ" plot u.circ -o u.svg; has err "'Q(cold)' has no positive value"
    { cat valve.circ; echo 'sweep N in 2'; echo 'sweep T_p in 50 mK, 60 mK'; echo 'plot advantage against T_p, N'; } >u.circ
    expect 1 "$circ" plot u.circ -o u.svg; has err "a map needs two values of 'N'"
    { cat valve.circ; echo 'sweep N in 2'; } >u.circ; expect 0 "$circ" plot u.circ -o u.svg; drawn u.svg; }
it "values that have no place on an axis" undrawable
not_in_run() { { cat sweep.circ; echo 'plot hidden = 2*advantage against T_p'; } >h.circ
    expect 0 "$circ" run h.circ -f csv; lacks out hidden; expect 0 "$circ" plot h.circ -f gnuplot; has out hidden; }
it "what is plotted is no output of run" not_in_run
quotes() { { sed "s/^circuit.*/circuit x/" sweep.circ; printf 'plot "it'"'"'s \\\\ %%s; `touch x` $(touch y)" Q_valve against T_p\n'; } >q.circ
    expect 0 "$circ" plot q.circ -o q.svg; drawn q.svg; [ ! -e x ] && [ ! -e y ] || note "a title was run"
    expect 0 "$circ" plot sweep.circ -o "it's; touch z.svg"; [ ! -e z.svg ] || note "a file name was run"; }
it "titles and names are nothing but text" quotes
all_circuits() { local file name
    for file in "$top"/circuits/*.circ "$top"/circuits/*/*.circ; do
        grep -qE '^(sweep|transient) ' "$file" || continue
        name=$(basename "$file" .circ)
        expect 0 "$circ" plot "$file" -o "$name.svg"; drawn "$name.svg"
    done; }
it "every circuit that sweeps something" all_circuits
errors() { expect 1 "$circ" plot valve.circ; has err 'error[E0406]'; [ ! -s out ] || note "drew something"
    expect 1 "$circ" plot sweep.circ -p 'T_p=60 mK'; has err 'E0406'
    expect 2 "$circ" plot sweep.circ -o a.bmp; has err '.svg, .png or .pdf'
    expect 1 "$circ" plot sweep.circ -o missing/a.svg; has err "cannot write 'missing/a.svg'"
    echo old >kept.svg; expect 1 "$circ" plot valve.circ -o kept.svg; [ "$(cat kept.svg)" = old ] || note "replaced"
    mkdir -p none; expect 1 env PATH="$PWD/none" "$circ" plot sweep.circ -o kept.svg; has err 'gnuplot-nox'; [ "$(cat kept.svg)" = old ] || note "replaced"
    printf '#!/bin/sh\nprintf "\\n plot x\\n  ^\\n  line 1: no luck\\n\\n" >&2; exit 3\n' >none/gnuplot; chmod +x none/gnuplot
    expect 1 env PATH="$PWD/none:$PATH" "$circ" plot sweep.circ -o kept.svg; has err 'gnuplot failed: line 1: no luck'; [ "$(cat kept.svg)" = old ] || note "replaced"; }
it "what cannot be drawn is said" errors

echo "plot: $passed passed, $failed failed"
[ $failed = 0 ]
