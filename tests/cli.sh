#!/bin/bash
# The command line's contract: exit codes, what goes to which stream, files, formats.
circ=$(realpath "$1") json=$(realpath "$2") passed=0 failed=0
temporary=$(mktemp -d) && trap 'rm -rf "$temporary"' EXIT
cd "$temporary" || exit 1

cat >valve.circ <<'END'
circuit valve
param N = 2
param T_p = 50 mK
transmon q[1:N] (q[*], gnd)  C = 70 fF  f01 = 4 GHz
bath hot   collective(q[*])  rate = 0.5 /us   T = 70 mK
bath cold  collective(q[*])  rate = 0.5 /us   T = 40 mK
bath stray local(q[*])       rate = 0.01 /us  T = T_p
output Q(hot), Q_valve, advantage
END
{ cat valve.circ; echo "sweep T_p from 50 mK to 90 mK steps 5"; } >sweep.circ
{ cat valve.circ; echo "expect Q(hot) < 0 W"; } >fails.circ
echo "transmon q (q, gnd) C = 70 GHz f01 = 4 GHz" >bad.circ

# STATUS, then the command; its outputs are left in out and err.
expect() {
    local want=$1 status
    shift
    "$@" >out 2>err
    status=$?
    [ $status = "$want" ] && return
    note "exit status $status, expected $want"
}
note() { problem="$problem
    $1"; }
silent() { [ ! -s "$1" ] || note "$1 is not empty: $(head -2 "$1")"; }
has() { grep -q -- "$2" "$1" || note "$1 lacks '$2': $(head -3 "$1")"; }
lacks() { ! grep -q -- "$2" "$1" || note "$1 has '$2'"; }
lines() { [ "$(wc -l <"$1")" = "$2" ] || note "$1 has $(wc -l <"$1") lines, not $2"; }

# Runs the function that follows the sentence as a test.
problem=
it() {
    problem=
    "$2"
    if [ -z "$problem" ]; then passed=$((passed + 1))
    else failed=$((failed + 1)); echo "FAILED cli: $1$problem"
    fi
}

no_command() { expect 2 "$circ"; silent out; has err Usage; }
it "no command is a usage error" no_command
unknown_command() { expect 2 "$circ" rnu; silent out; has err "did you mean 'run'"; }
it "an unknown command suggests the nearest" unknown_command
help_everywhere() {
    for command in "" check run show fmt lsp plot report emit; do
        # shellcheck disable=SC2086
        expect 0 "$circ" $command --help; has out Usage; silent err
        # shellcheck disable=SC2086
        expect 0 "$circ" $command --version; has out '^circ [0-9]'; silent err
        [ -z "$command" ] || { expect 0 "$circ" "$command" --usage; has out Usage; }
    done
    has out "circ emit"
}
it "help, version and usage exist for every command" help_everywhere
usage_errors() {
    expect 2 "$circ" run; silent out
    expect 2 "$circ" check; silent out
    expect 2 "$circ" run --nonsense valve.circ; silent out
    expect 2 "$circ" run valve.circ fails.circ; silent out
    expect 2 "$circ" run --format cvs valve.circ; silent out; has err "did you mean 'csv'"
    expect 2 "$circ" show --stage modle valve.circ; silent out; has err "did you mean 'model'"
    expect 2 "$circ" emit --target jsn valve.circ; silent out; has err "did you mean 'json'"
    expect 2 "$circ" emit valve.circ; silent out; has err "target is missing"
    expect 2 "$circ" run -p T_p valve.circ; silent out; has err "NAME=VALUE"
}
it "wrong usage exits with 2" usage_errors

check_fine() { expect 0 "$circ" check valve.circ sweep.circ; silent out; silent err; }
it "check is quiet where all is well" check_fine
check_bad() { expect 1 "$circ" check valve.circ bad.circ; silent out; has err 'bad.circ:1:.*error\[E'; }
it "check names what is wrong" check_bad
check_all() { expect 1 "$circ" check missing.circ bad.circ valve.circ --verbose
    has err "missing.circ"; has err "bad.circ:1"; has out "valve.circ: fine"; has out "bad.circ: wrong"; lines out 3; }
it "check goes through all files" check_all
check_directory() { expect 1 "$circ" check .; silent out; has err "error.E0001"; }
it "a directory is no circuit" check_directory
check_after() { expect 0 "$circ" check -- valve.circ; expect 0 "$circ" check valve.circ --color=never; silent err; }
it "options may come after files" check_after

run_table() { expect 0 "$circ" run valve.circ; silent err; has out '^Q(hot)  *= .*W$'; has out '^Q(stray)'; lines out 5; }
it "run prints a list for one point" run_table
run_sweep() { expect 0 "$circ" run sweep.circ; silent err; lines out 6; has out '90 mK'; }
it "run prints a table for a sweep" run_sweep
run_csv() { expect 0 "$circ" run sweep.circ --format csv; silent err; lines out 6
    [ "$(head -1 out)" = "T_p,Q(hot),Q_valve,advantage,Q(cold),Q(stray)" ] || note "header: $(head -1 out)"
    awk -F, 'NF != 6 || (NR > 1 && $1 + 0 != $1 * 1) { exit 1 }' out || note "not six fields a line"; }
it "csv has a header and a row per point" run_csv
run_json() { expect 0 "$circ" run sweep.circ -fjson; silent err; "$json" 5 <out 2>err || note "$(cat err)"
    expect 0 "$circ" run valve.circ -fjson; "$json" 1 <out 2>err || note "$(cat err)"; }
it "json is what the contract says" run_json
run_stdin() { expect 0 "$circ" run - <valve.circ; has out '^Q(hot)'; expect 1 "$circ" check - <bad.circ; has err '^-:1:'; }
it "a dash is standard input" run_stdin
run_fails() { expect 1 "$circ" run fails.circ; has out '^Q(hot)'; has err 'error.E0403.*Q(hot) is .*W, expected < 0 W'; }
it "a failed expect exits with 1 and prints the results" run_fails
run_bad() { expect 1 "$circ" run bad.circ; silent out; has err 'error.E0'; expect 1 "$circ" run missing.circ; silent out; }
it "nothing is printed of a wrong file" run_bad

set_parameter() { expect 0 "$circ" run valve.circ -p T_p='60 mK' -p N=3 -fjson; has out '"T_p": 0.0599'; has out '"N": 3'; }
it "-p sets parameters" set_parameter
set_last() { expect 0 "$circ" run valve.circ -p N=3 -p N=4 -fjson; has out '"N": 4'; lines out 3; }
it "of two settings the later counts" set_last
set_swept() { expect 0 "$circ" run sweep.circ -p T_p='60 mK'; silent err; has out '^Q(hot) *='; }
it "a parameter that is set is not swept" set_swept
set_wrong() { expect 1 "$circ" run valve.circ -p T_p='60 GHz'; silent out; has err '^-p:1:'
    expect 1 "$circ" run valve.circ -p nothing=1; silent out; has err "'nothing'"
    expect 1 "$circ" run valve.circ -p 'T_p=60 mK mK'; silent out; has err '^-p:1:'; }
it "a wrong setting is an error of the input" set_wrong

out_file() { rm -f o; expect 0 "$circ" run sweep.circ -fcsv -o o; silent out; silent err; lines o 6
    expect 0 "$circ" run valve.circ -o -; has out '^Q(hot)'; }
it "-o writes a file, or standard output for a dash" out_file
out_kept() { echo old >kept; expect 1 "$circ" run bad.circ -o kept; [ "$(cat kept)" = old ] || note "replaced"
    [ -z "$(ls kept.* 2>/dev/null)" ] || note "left over: $(ls kept.*)"; }
it "a failed run keeps the older result" out_kept
out_mode() { rm -f m; (umask 027; "$circ" run valve.circ -o m); [ "$(stat -c %a m)" = 640 ] || note "mode $(stat -c %a m)"
    chmod 604 m; expect 0 "$circ" run valve.circ -o m; [ "$(stat -c %a m)" = 604 ] || note "mode $(stat -c %a m)"
    ln -sf m link; expect 0 "$circ" run sweep.circ -o link; [ -L link ] && lines m 6 || note "the link was replaced"; }
it "-o honours umask, modes and links" out_mode
out_nowhere() { expect 1 "$circ" run valve.circ -o nowhere/o; silent out; has err "cannot write 'nowhere/o'"; }
it "a file that cannot be written is an error" out_nowhere
out_device() { expect 0 "$circ" run valve.circ -o /dev/null; [ -c /dev/null ] || note "/dev/null is gone"; }
it "a device is written in place" out_device
fmt_places() { printf 'param  x=1 # c\r\n\r\n\r\nparam yy  = 2' >ugly.circ; cp ugly.circ ugly2.circ; chmod 640 ugly.circ
    expect 1 "$circ" fmt --check ugly.circ valve.circ; has out '^ugly.circ$'; silent err; cmp -s ugly.circ ugly2.circ || note "written"
    expect 0 "$circ" fmt --diff ugly.circ; has out '^-param  x=1'; has out '^+param x = 1'; cmp -s ugly.circ ugly2.circ || note "written"
    cp ugly2.circ patched.circ; patch -s patched.circ out 2>/dev/null || [ ! -x /usr/bin/patch ] || note "the diff is not one"
    expect 0 "$circ" fmt ugly.circ; silent out; silent err; [ "$(stat -c %a ugly.circ)" = 640 ] || note "the mode was not kept"
    [ ! -x /usr/bin/patch ] || cmp -s patched.circ ugly.circ || note "the diff says something else"
    [ "$(cat ugly.circ)" = "$(printf 'param x = 1  # c\r\n\r\nparam yy = 2\r\n')" ] || note "$(cat -A ugly.circ)"
    expect 0 "$circ" fmt - <ugly2.circ; cmp -s out ugly.circ || note "as a filter it differs"
    expect 0 "$circ" fmt --check ugly.circ; silent out
    before=$(stat -c %i ugly.circ); expect 0 "$circ" fmt ugly.circ; [ "$(stat -c %i ugly.circ)" = "$before" ] || note "written for nothing"; }
it "fmt rewrites what changes, and --check and --diff only say so" fmt_places
fmt_wrong() { printf 'param x = = 1\n' >syntax.circ; expect 1 "$circ" fmt syntax.circ; silent out; has err '^syntax.circ:1:11'
    [ "$(cat syntax.circ)" = 'param x = = 1' ] || note "touched"; expect 1 "$circ" fmt missing.circ; has err E0001
    printf 'import "nowhere.circ"\n' | expect 0 "$circ" fmt -; has out '^import'
    mkdir -p folder/inner empty; echo 'param  x = 1' >folder/a.circ; cp folder/a.circ folder/inner/b.circ; cp folder/a.circ folder/c.txt
    expect 1 "$circ" fmt --check folder; has out '^folder/a.circ$'; has out '^folder/inner/b.circ$'; lines out 2
    expect 0 "$circ" fmt folder; expect 0 "$circ" fmt --check folder; expect 1 "$circ" fmt empty; has err 'no file'
    expect 2 "$circ" fmt -p x=1 valve.circ; expect 2 "$circ" fmt; silent out; }
it "fmt leaves wrong files alone" fmt_wrong
full_disk() { [ -c /dev/full ] || return
    "$circ" run valve.circ >/dev/full 2>err; [ $? = 1 ] || note "exit status"; has err "cannot write standard output"
    "$circ" --help >/dev/full 2>err; [ $? = 1 ] || note "exit status of help"
    expect 1 "$circ" run valve.circ -o /dev/full; has err "cannot write '/dev/full'"; }
it "a full disk is an error" full_disk
closed_pipe() { { "$circ" run sweep.circ -fjson -p N=3 2>err; echo $? >status; } | true; s=$(cat status)
    [ "$s" -le 1 ] || note "exit status $s"; }
it "a closed pipe is no crash" closed_pipe
closed_stdout() { "$circ" run valve.circ >&- 2>err; [ $? = 1 ] || note "exit status $?"; has err "cannot write standard output"; }
it "a closed standard output is an error" closed_stdout

show_stages() { for stage in ast netlist circuit model; do
        expect 0 "$circ" show sweep.circ --stage $stage; silent err; [ -s out ] || note "$stage: nothing"
        expect 0 "$circ" show sweep.circ --stage $stage --format json; silent err
        ! command -v jq >/dev/null || jq . out >/dev/null 2>&1 || note "$stage: no JSON"
    done; }
it "every stage can be shown" show_stages
show_set() { expect 0 "$circ" show valve.circ --stage netlist -p N=3; has out 'q\[3\]'; lacks out 'q\[4\]'; }
it "show takes parameters" show_set
show_bad() { expect 1 "$circ" show bad.circ --stage netlist; silent out; expect 0 "$circ" show bad.circ --stage ast; silent err; }
it "show prints a stage that was reached" show_bad

emit_targets() { for target in json qutip julia latex spice; do
        expect 0 "$circ" emit sweep.circ --target $target; silent err; [ -s out ] || note "$target: nothing"
    done; }
it "every target can be written" emit_targets
emit_set() { expect 0 "$circ" emit valve.circ -t qutip -p N=3; has out '^q_3 = 2  # q\[3\]$'; lacks out 'q_4'
    rm -f e; expect 0 "$circ" emit valve.circ -t spice -p N=3 -o e; silent out; has e '^L_q_3 q_3 0 '; }
it "emit takes parameters and -o" emit_set
emit_large() { for target in qutip julia; do
        echo old >kept; expect 1 "$circ" emit valve.circ --target $target -p N=1000 -o kept; silent out
        has err 'error.E0801.*1000 sites'; [ "$(cat kept)" = old ] || note "$target: replaced"
    done
    expect 0 "$circ" emit valve.circ --target latex -p N=1000; has out 'each of 1000'
    expect 0 "$circ" emit valve.circ --target json -p N=1000; expect 0 "$circ" emit valve.circ --target spice -p N=1000; }
it "a model too large for a target is an error" emit_large
emit_bad() { expect 1 "$circ" emit bad.circ --target json; silent out; has err 'error.E0'
    grep -v stray valve.circ >free.circ; expect 1 "$circ" emit free.circ --target qutip; silent out; has err 'error.E0602'; }
it "a wrong file is not emitted" emit_bad

werror() { sed 's/^param T_p/param unused = 3\nparam T_p/' valve.circ >warns.circ
    expect 0 "$circ" check warns.circ; has err 'warning.W0101'
    for command in check "run -fjson" "emit --target json"; do
        # shellcheck disable=SC2086
        expect 0 "$circ" $command valve.circ --werror; [ "$command" = "emit --target json" ] && continue
        # shellcheck disable=SC2086
        expect 1 "$circ" $command --werror warns.circ; has err 'error.W0101'
    done
    { echo 'allow W0101'; cat warns.circ; } >allows.circ; expect 0 "$circ" check --werror allows.circ; silent err
    mkdir -p warned; cp warns.circ warned; expect 1 "$circ" batch warned -o warned.csv --werror; has err 'W0101'
    expect 0 "$circ" batch warned -o warned.csv; }
it "warnings may count as errors" werror
allowed_in_sweeps() { sed 's/T = 70 mK/T = 300 mK/' sweep.circ >hot.circ; expect 0 "$circ" run hot.circ; has err 'W0504'
    { echo 'allow W0504'; cat hot.circ; } >hot2.circ; expect 0 "$circ" run hot2.circ -fjson; lacks err 'W0504'; lacks out 'W0504'
    expect 0 "$circ" run hot2.circ -p 'T_p=60 mK'; lacks err 'W0504'; }
it "what is allowed is silent at every point of a sweep" allowed_in_sweeps
colours() { expect 1 "$circ" check bad.circ; lacks err $'\033'; expect 1 "$circ" check --color=always bad.circ; has err $'\033'; }
it "colour is for terminals" colours
json_diagnostics() { expect 1 "$circ" check --diagnostics=json bad.circ; silent out; has err '"code": "E0'
    ! command -v jq >/dev/null || jq . err >/dev/null 2>&1 || note "no JSON"
    expect 0 "$circ" check --diagnostics=json valve.circ; [ "$(cat err)" = "[]" ] || note "not empty: $(cat err)"; }
it "diagnostics may be JSON" json_diagnostics

explained() {
    expect 0 "$circ" run --explain sweep.circ
    has err "method 'ladder' at 5 points, because the qubits are identical"
    has err "of 5 compilations 1 began at the start, 4 began at the temperatures"
    expect 0 "$circ" run --explain valve.circ; has err "method 'ladder' at 1 point"; lacks err compilations
}
it "explain says which method was used, and where the points began" explained

echo "cli: $passed passed, $failed failed"
[ $failed = 0 ]
