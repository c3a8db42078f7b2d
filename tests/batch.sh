#!/bin/bash
# circ batch: the same results in any order and after any death, --resume, targets and inputs that are not as they should be.
# With a build that knows MPI as second argument: the same under mpirun.
circ=$(realpath "$1") mpi=${2:+$(realpath "$2")} variants=$(realpath bench/variants.sh) page=$(realpath docs/batch.md) passed=0 failed=0
temporary=$(mktemp -d) && trap 'chmod -R u+w "$temporary"; rm -rf "$temporary"' EXIT
cd "$temporary" || exit 1
unset NO_COLOR

expect() { # STATUS COMMAND...: its outputs are left in out and err
    local want=$1 status
    shift
    "$@" >out 2>err
    status=$?
    [ $status = "$want" ] || note "exit status $status, expected $want: $*: $(head -3 err)"
}
note() { problem="$problem
    $1"; }
silent() { [ ! -s "$1" ] || note "$1 is not empty: $(head -2 "$1")"; }
has() { grep -q -- "$2" "$1" || note "$1 lacks '$2': $(head -3 "$1")"; }
lacks() { ! grep -q -- "$2" "$1" || note "$1 has '$2'"; }
same() { cmp -s "$1" "$2" || note "$1 and $2 differ"; }
ask() { sqlite3 "$@" 2>&1; }
is() { [ "$1" = "$2" ] || note "'$1', expected '$2'"; }

# All that a target holds, as text that can be compared.
content() {
    case $1 in
    *.sqlite) sqlite3 "$1" .dump ;;
    *) cat "$1" ;;
    esac
}
same_content() { cmp -s <(content "$1") <(content "$2") || note "$1 and $2 differ: $(diff <(content "$1") <(content "$2") | head -3)"; }

problem=
it() { # SENTENCE FUNCTION
    problem=
    "$2"
    if [ -z "$problem" ]; then passed=$((passed + 1))
    else failed=$((failed + 1)); echo "FAILED batch: $1$problem"
    fi
}

valve() { # RATE [MORE]
    cat <<END
circuit valve
param N = 2
param T_p = 50 mK
transmon q[1:N] (q[*], gnd)  C = 70 fF  f01 = 4 GHz
bath hot   collective(q[*])  rate = $1 /us   T = 70 mK
bath cold  collective(q[*])  rate = 0.5 /us  T = 40 mK
bath stray local(q[*])       rate = 0.01 /us T = T_p
output Q(hot), Q_valve, advantage
$2
END
}
slow() { # POINTS: six qubits that differ, in a row, at some 50 ms a point
    local i
    echo "circuit slow"; echo "param T_h = 70 mK"
    for i in 1 2 3 4 5 6; do echo "transmon q$i (q$i, gnd)  C = 70 fF  f01 = 4.$i GHz"; done
    for i in 1 2 3 4 5; do echo "capacitor k$i (q$i, q$((i + 1)))  0.4 fF"; done
    echo "resistor hot (h, gnd)  R = 500 Ohm  T = T_h"; echo "capacitor ch (q1, h)  1 fF"
    echo "resistor cold (c, gnd)  R = 500 Ohm  T = 40 mK"; echo "capacitor cc (q6, c)  1 fF"
    echo "bath stray local(q1, q2, q3, q4, q5, q6)  rate = 0.01 /us  T = 40 mK"; echo "output Q(hot)"
    echo "sweep T_h from 70 mK to 90 mK steps ${1:-200}"
}

# A folder of everything: fine files, one in a folder below, a sweep, a failed expect, wrong ones.
bash "$variants" mixed 20
mkdir -p mixed/below
valve 0.7 >mixed/below/inner.circ
valve 0.5 "sweep T_p from 50 mK to 90 mK steps 5" >mixed/sweep.circ
valve 0.5 "expect Q(hot) < 0 W" >mixed/fails.circ
echo "transmon q (q, gnd) C = 70 GHz f01 = 4 GHz" >mixed/bad.circ
printf 'circuit' >mixed/cut.circ
echo "not a circuit" >mixed/readme.txt
n_mixed=25

# ---- what is stored

formats() {
    for out in mixed.sqlite mixed.csv mixed.jsonl; do
        expect 1 "$circ" batch mixed -o $out; silent out; has err "^$n_mixed of $n_mixed files done in .*: 22 fine .*, 3 failed; in $out"
        has err '^mixed/bad.circ:1:.*error.E0202'; has err '^mixed/fails.circ:.*error.E0403'; has err '^mixed/cut.circ:'
    done
    is "$(ask mixed.sqlite "SELECT count(*) FROM files")" $n_mixed
    is "$(ask mixed.sqlite "SELECT path FROM files WHERE status ORDER BY id" | tr '\n' ' ')" "mixed/bad.circ mixed/cut.circ mixed/fails.circ "
    is "$(ask mixed.sqlite "SELECT n_points FROM files WHERE path = 'mixed/sweep.circ'")" 5
    is "$(ask mixed.sqlite "SELECT count(*) FROM messages WHERE severity = 'error'")" "$(ask mixed.sqlite "SELECT sum(n_errors) FROM files")"
    is "$(ask mixed.sqlite "SELECT group_concat(path) FROM (SELECT path FROM files ORDER BY id LIMIT 2)")" mixed/bad.circ,mixed/below/inner.circ
    is "$(ask mixed.sqlite "PRAGMA journal_mode; PRAGMA integrity_check" | tr '\n' ' ')" "delete ok "
    [ ! -e mixed.sqlite-wal ] && [ ! -e mixed.csv.pending ] || note "something is left over"
    is "$(grep -c . mixed.jsonl)" $n_mixed; is "$(head -1 mixed.csv)" path,point,table,item,other,column,value
    ! command -v jq >/dev/null || is "$(jq -r 'select(.status == 0) | .points | length' mixed.jsonl | sort -n | tail -1)" 5
}
it "three formats hold what every file gives, and each wrong file fails alone" formats

as_run() {
    "$circ" run mixed/sweep.circ --format csv >run.csv
    ask mixed.sqlite "SELECT printf('%.17g,%.17g,%.17g', max(iif(o.i = 1, o.value, NULL)), max(iif(o.i = 2, o.value, NULL)),
        max(iif(o.i = 3, o.value, NULL))) FROM outputs o JOIN files f ON f.id = o.file WHERE path = 'mixed/sweep.circ' GROUP BY point" >stored
    cut -d, -f2-4 run.csv | tail -n +2 | awk -F, '{ printf "%.10g %.10g %.10g\n", $1, $2, $3 }' >a
    awk -F, '{ printf "%.10g %.10g %.10g\n", $1, $2, $3 }' stored >b
    same a b
    grep '^mixed/sweep.circ,[0-9]*,outputs,Q(hot),' mixed.csv | cut -d, -f7 | awk '{ printf "%.10g\n", $1 }' >c
    cut -d' ' -f1 a >d; same c d
}
it "numbers are those of circ run" as_run

documented() {
    local table
    for table in $(ask mixed.sqlite "SELECT name FROM sqlite_schema WHERE type = 'table'"); do
        is "$(sed -n "s/^| \`$table\` | [^|]* | \(.*\) |$/\1/p" "$page" | tr -d '\` ')" \
            "$(ask mixed.sqlite "SELECT group_concat(name) FROM pragma_table_info('$table')")"
    done
    awk '/^```sql$/ { out = "question" ++n; next } /^```/ { out = ""; next } out { print > out }' "$page"
    for table in question?; do ask mixed.sqlite <"$table" >answer; lacks answer '^Error\|^Parse error'; [ -s answer ] || note "no answer to $(cat "$table")"; done
}
it "the documented tables are those that there are, and its questions have answers" documented

threads() {
    for format in sqlite csv jsonl; do
        for n in 1 2 7; do expect 1 "$circ" batch mixed -j $n -o "threads$n.$format"; same_content "threads$n.$format" mixed.$format; done
        is "$(content threads7.$format | wc -c)" "$(content mixed.$format | wc -c)"
    done
    expect 1 "$circ" batch mixed -j 3 -o - --format jsonl; same out mixed.jsonl
}
it "any number of threads gives the same bytes" threads

settings() {
    expect 0 "$circ" batch mixed/sweep.circ -o set.jsonl -p T_p='60 mK' -p N=3 -p N=4; has set.jsonl '"N": 4.0'; has set.jsonl '"n_points": 1'
    expect 0 "$circ" batch mixed/sweep.circ -o set.jsonl -p N=4 -p T_p='60 mK' --resume; has err "; 1 unchanged"
    expect 0 "$circ" batch mixed/sweep.circ -o set.jsonl -p N=4 --resume; lacks err unchanged; has set.jsonl '"n_points": 5'
    expect 1 "$circ" batch mixed/sweep.circ -o set.jsonl -p M=4; has err "sweep.circ: -p:1:1: error.E0106"
}
it "parameters are set for all files, and belong to what must be unchanged" settings

json_list() {
    expect 1 "$circ" batch mixed/bad.circ mixed/sweep.circ -o j.csv --diagnostics json; has err '"path": "mixed/bad.circ"'; has err '"status": 1'
}
it "the list of failed files may be JSON" json_list

# ---- what is named

paths() {
    expect 0 "$circ" batch 'mixed/var*1.circ' mixed/below mixed/below/inner.circ -o p.jsonl; is "$(grep -c . p.jsonl)" 3
    has p.jsonl 'below/inner.circ'
    expect 1 "$circ" batch 'mixed/nothing*.circ' missing.circ -o p.jsonl; has err "nothing\*.circ: .*no file has a name like this"; has err "missing.circ: .*No such file"
    mkdir -p empty; expect 1 "$circ" batch empty -o p.jsonl; has err "empty: .*no file \*.circ in it"
    cp mixed/sweep.circ other; expect 0 "$circ" batch other -o p.jsonl
    expect 0 "$circ" batch - -o p.jsonl <mixed/sweep.circ; has p.jsonl '"path": "-"'
}
it "files, folders, globs and standard input are taken once each" paths

loops() {
    mkdir -p loop/a/b; cp mixed/sweep.circ loop/a; ln -sfn ../.. loop/a/b/up; ln -sfn nowhere loop/broken.circ; mkdir -p loop/closed; cp mixed/sweep.circ loop/closed
    chmod 0 loop/closed
    expect 1 "$circ" batch loop -o l.jsonl; has err "loop/a/b/up: .*leads back to 'loop'"; has err "loop/broken.circ: .*No such file"
    [ "$(id -u)" = 0 ] || has err "loop/closed: .*cannot be read"
    grep -q '"path": "loop/a/sweep.circ".*"status": 0' l.jsonl || note "the rest was not done"
    chmod 700 loop/closed
    ln -sfn ../../mixed/below loop/a/linked; expect 1 "$circ" batch loop -o l.jsonl; has l.jsonl 'loop/a/linked/inner.circ'
}
it "a folder that leads back to itself is an error of its own" loops

unreadable() {
    valve 0.5 >locked.circ; chmod 0 locked.circ
    if [ "$(id -u)" != 0 ]; then expect 1 "$circ" batch locked.circ -o u.jsonl; has err "locked.circ: error.E0001.*Permission denied"; fi
    mkdir -p folder.circ; valve 0.5 >folder.circ/x.circ; mkdir -p holder; ln -sfn "$temporary/folder.circ" holder/f.circ
    expect 0 "$circ" batch holder -o u.jsonl; has u.jsonl 'holder/f.circ/x.circ'
    valve 0.5 >later.circ; mv later.circ gone.circ; expect 1 "$circ" batch later.circ -o u.jsonl
    mv gone.circ later.circ; expect 0 "$circ" batch later.circ -o u.jsonl --resume; lacks err unchanged
}
it "a file that cannot be read is tried again" unreadable

# ---- resuming

resume() { # TARGET
    local out=$1
    rm -rf work "$out"; cp -r mixed work
    expect 1 "$circ" batch work -o "$out"; expect 1 "$circ" batch work -o "$out" --resume; has err "; $n_mixed unchanged"; has err '^work/bad.circ:1:'
    valve 0.9 >work/variant_00007.circ; rm work/variant_00003.circ; valve 0.8 >work/a.circ
    expect 1 "$circ" batch work -o "$out" --resume; has err "; $((n_mixed - 2)) unchanged"
    expect 1 "$circ" batch work -o "fresh.${out##*.}"; same_content "$out" "fresh.${out##*.}"
    valve 0.9 >work/bad.circ; expect 1 "$circ" batch work -j 4 -o "$out" --resume; has err "; $((n_mixed - 1)) unchanged"
    expect 1 "$circ" batch work -o "fresh.${out##*.}"; same_content "$out" "fresh.${out##*.}"
    expect 0 "$circ" batch work/variant* work/a.circ -o "$out" --resume; has err "20 unchanged"
    expect 0 "$circ" batch work/variant* work/a.circ -o "fresh.${out##*.}"; same_content "$out" "fresh.${out##*.}"
    [ ! -e "$out.pending" ] || note "$out.pending is left over"
}
resume_sqlite() { resume resumed.sqlite; }
resume_csv() { resume resumed.csv; }
resume_jsonl() { resume resumed.jsonl; }
it "resuming does what changed, came and went, in a database" resume_sqlite
it "resuming does what changed, came and went, in CSV" resume_csv
it "resuming does what changed, came and went, in JSON lines" resume_jsonl

inputs() {
    mkdir -p in; cp "$OLDPWD"/circuits/devices/band_pass.s2p in; sed 's|circuits/devices/||' "$OLDPWD"/circuits/devices/touchstone_filter.circ >in/filter.circ
    echo 'param T_h = 70 mK' >in/lib.circ
    { echo 'import "lib.circ"'; valve 0.5 | sed 's/T = 70 mK/T = T_h/'; } >in/user.circ
    for out in in.sqlite in.csv in.jsonl; do
        (cd in && expect 0 "$circ" batch user.circ filter.circ -o ../$out; expect 0 "$circ" batch user.circ filter.circ -o ../$out --resume; has err "2 unchanged"
            echo '# changed' >>lib.circ; expect 0 "$circ" batch user.circ filter.circ -o ../$out --resume; has err "1 unchanged"
            echo '! changed' >>band_pass.s2p; expect 0 "$circ" batch user.circ filter.circ -o ../$out --resume; has err "1 unchanged"
            rm lib.circ; expect 1 "$circ" batch user.circ filter.circ -o ../$out --resume; has err "user.circ:1:.*E0008"; has err "1 unchanged"
            echo 'param T_h = 70 mK' >lib.circ; expect 0 "$circ" batch user.circ filter.circ -o ../$out --resume; has err "1 unchanged"
            echo "$problem" >../problem)
        problem=$(sed '/^$/d' problem)
    done
    is "$(ask in.sqlite "SELECT group_concat(i.path) FROM inputs i JOIN files f ON f.id = i.file WHERE f.path = 'user.circ'")" user.circ,lib.circ
    is "$(ask in.sqlite "SELECT i.hash FROM inputs i WHERE path = 'lib.circ'")" "$(sha256sum <in/lib.circ | cut -d' ' -f1)"
}
it "imports and data files belong to what must be unchanged" inputs

cut_off() {
    for format in csv jsonl; do
        size=$(stat -c %s mixed.$format)
        for keep in 0 5 30 $((size / 3)) $((size - 40)) $((size - 1)); do
            head -c "$keep" mixed.$format >cut.$format
            expect 1 "$circ" batch mixed -o cut.$format --resume; same cut.$format mixed.$format
        done
    done
}
it "a text that was cut off anywhere is made whole" cut_off

# ---- a process that dies

# Kills a batch at a random moment of the time that it takes, N times; what --resume makes of it must be as if nothing had been.
kills() { # TARGET N
    local out=$1 whole="whole.${1##*.}" i start took middle=0 kept
    [ -d many ] || bash "$variants" many 400 7
    start=$(date +%s%N); expect 0 "$circ" batch many -j 2 -o "$whole"; took=$((($(date +%s%N) - start) / 1000))
    for ((i = 0; i < $2; i++)); do
        rm -f "$out"*
        "$circ" batch many -j 2 -o "$out" >/dev/null 2>&1 & job=$!
        sleep "$(printf '0.%06d' $(((RANDOM * 32768 + RANDOM) % took)))"
        kill -KILL $job 2>/dev/null; wait $job 2>/dev/null
        expect 0 "$circ" batch many -j 2 -o "$out" --resume
        kept=$(sed -n 's/.*; \([0-9]*\) unchanged.*/\1/p' err)
        [ "${kept:-0}" -gt 0 ] && [ "$kept" -lt 400 ] && middle=$((middle + 1))
        same_content "$out" "$whole"
        [ -z "$problem" ] || break
    done
    [ $middle -ge $(($2 / 5)) ] || note "only $middle of $2 kills came in the middle"
}
kill_sqlite() { kills killed.sqlite 50; }
kill_csv() { kills killed.csv 10; }
kill_jsonl() { kills killed.jsonl 10; }
it "SIGKILL at 50 random moments: resumed, the database is that of an undisturbed batch" kill_sqlite
it "the same for CSV" kill_csv
it "the same for JSON lines" kill_jsonl

no_loss() {
    slow >slow.circ; rm -f loss.sqlite*
    "$circ" batch mixed/variant* slow.circ -j 1 -o loss.sqlite >/dev/null 2>&1 & job=$!
    sleep 1; kill -KILL $job 2>/dev/null; wait $job 2>/dev/null
    is "$(ask loss.sqlite "SELECT count(*) FROM files")" 20
    rm -f loss.csv*; "$circ" batch slow.circ mixed/variant* -j 2 -o loss.csv >/dev/null 2>&1 & job=$!
    sleep 1; kill -KILL $job 2>/dev/null; wait $job 2>/dev/null
    is "$(grep -c ',files,,,hash,' loss.csv.pending)" 20
}
it "a kill loses no circuit that was done" no_loss

interrupt() {
    rm -f i.sqlite; "$circ" batch slow.circ mixed/variant* -j 1 -o i.sqlite 2>err & job=$!
    sleep 0.3; kill -TERM $job 2>/dev/null; wait $job; is $? 143; has err "stopped by a signal"
    rm -f i.sqlite; slow 10 >short.circ
    env --default-signal=INT "$circ" batch short.circ mixed/variant* -j 1 -o i.jsonl 2>err & job=$!
    sleep 0.2; kill -INT $job 2>/dev/null; wait $job; is $? 130
    has err "stopping when"; has err "1 of 21 files done"; has err "resume does the rest"
}
it "a signal ends it, and what is done is stored" interrupt

# ---- what goes wrong outside

changes() {
    slow 10 >changes.circ; rm -f ch.sqlite
    "$circ" batch changes.circ -o ch.sqlite 2>err & job=$!
    sleep 0.15; echo '# another' >>changes.circ; wait $job; is $? 1; has err "changes.circ: error.E0001.*changed while"
    is "$(ask ch.sqlite "SELECT count(*) FROM outputs")" 0
    expect 0 "$circ" batch changes.circ -o ch.sqlite --resume; lacks err unchanged
}
it "a file that changes meanwhile is an error, and done again" changes

two_at_once() {
    for out in two.sqlite two.csv; do
        "$circ" batch slow.circ -o $out 2>/dev/null & job=$!
        sleep 0.3; expect 1 "$circ" batch mixed -o $out; has err "'$out' is being written by another batch"
        kill -KILL $job 2>/dev/null; wait $job 2>/dev/null
    done
}
it "two batches in one target are an error of the second" two_at_once

not_ours() {
    echo "some text" >text.sqlite; sqlite3 foreign.sqlite "CREATE TABLE t(x); INSERT INTO t VALUES(1)"; cp text.sqlite text.before
    expect 1 "$circ" batch mixed -o text.sqlite; has err "not a database of 'circ batch'"; same text.sqlite text.before
    expect 1 "$circ" batch mixed -o foreign.sqlite; has err "a database, but not one of 'circ batch'"; is "$(ask foreign.sqlite "SELECT x FROM t")" 1
    cp text.before t.csv; cp text.before t.jsonl
    for out in t.csv t.jsonl; do expect 1 "$circ" batch mixed -o $out --resume; has err "not a result of 'circ batch'"; same $out text.before; done
    cp mixed.sqlite old.sqlite; sqlite3 old.sqlite "PRAGMA user_version = 99"
    expect 1 "$circ" batch mixed -o old.sqlite --resume; has err "another version"; expect 1 "$circ" batch mixed -o old.sqlite; same_content old.sqlite mixed.sqlite
}
it "a target that is something else is left alone" not_ours

no_target() {
    expect 1 "$circ" batch mixed -o nowhere/r.sqlite; has err "cannot write 'nowhere/r.sqlite': No such file"
    mkdir -p dir.csv; expect 1 "$circ" batch mixed -o dir.csv; has err "cannot write 'dir.csv': Is a directory"
    expect 2 "$circ" batch mixed -o results.txt; has err "tells no format"; expect 2 "$circ" batch mixed -o - ; expect 2 "$circ" batch mixed -o - --format sqlite
    expect 2 "$circ" batch mixed -o - --format csv --resume; expect 2 "$circ" batch; expect 2 "$circ" batch mixed -j 0; expect 2 "$circ" batch mixed -f cvs; has err "did you mean 'csv'"
    [ "$(id -u)" = 0 ] && return
    mkdir -p closed; chmod 500 closed; expect 1 "$circ" batch mixed -o closed/r.sqlite; has err "Permission denied"
    cp mixed.sqlite mixed.csv .; chmod 400 mixed.csv; expect 1 "$circ" batch mixed -o mixed.csv; has err "Permission denied"; chmod 600 mixed.csv
}
it "a target that cannot be made is an error" no_target

full() {
    [ -c /dev/full ] && { expect 1 "$circ" batch mixed -o /dev/full --format csv; has err "cannot write '/dev/full': No space left"
        expect 1 "$circ" batch mixed -o - --format csv; "$circ" batch mixed -o - --format jsonl >/dev/full 2>err; is $? 1; has err "cannot write standard output: No space left"; }
    for out in limit.sqlite limit.csv limit.jsonl; do
        (ulimit -f 64; "$circ" batch many -o $out 2>err; echo $? >status); is "$(cat status)" 1; has err "cannot write '$out.*File too large\|cannot write '$out.*database or disk is full\|cannot write '$out.*No space left"
        expect 0 "$circ" batch many -o $out --resume; same_content $out "whole.${out##*.}"
    done
    mkdir -p small; mount -t tmpfs -o size=256k tmpfs small 2>/dev/null || return
    for out in small/r.sqlite small/r.csv; do
        rm -f small/*; expect 1 "$circ" batch many -o $out; has err "cannot write 'small/r.*No space left"; has err "resume does the rest"
    done
    mount -o remount,size=16m small; expect 0 "$circ" batch many -o small/r.csv --resume; has err unchanged; same_content small/r.csv whole.csv
    mount -o remount,ro small; expect 1 "$circ" batch many -o small/r.csv; has err "Read-only file system"; expect 1 "$circ" batch many -o small/s.sqlite; has err "Read-only file system"
    umount small
}
it "a full or read-only target is an error, and --resume carries on" full

readers() {
    rm -f rd.sqlite; "$circ" batch mixed/variant* slow.circ -j 1 -o rd.sqlite 2>/dev/null & job=$!
    sleep 0.5; is "$(ask rd.sqlite "SELECT count(*) FROM files")" 20; kill -KILL $job 2>/dev/null; wait $job 2>/dev/null
}
it "a database may be looked at while it is written" readers

# ---- the progress

progress() {
    command -v script >/dev/null || return
    script -qec "$circ batch many short.circ -j 1 -o term.sqlite" /dev/null >terminal </dev/null
    grep -q $'\r\033\[K[0-9]* of 401 done, 0 failed, [0-9.]*/s, [0-9a-z. ]* left' terminal || note "no line on the terminal: $(head -c 200 terminal)"
    expect 0 "$circ" batch many -o term.sqlite; lacks err $'\r'
}
it "a terminal has a line that is renewed" progress

# ---- MPI

launch() { timeout 60 mpirun --allow-run-as-root --oversubscribe "$@"; }
mpi_same() {
    for n in 2 4; do
        for format in sqlite csv jsonl; do
            rm -f m.$format; expect 1 launch -n $n "$mpi" batch mixed -o m.$format; has err "3 failed; in m.$format"; same_content m.$format mixed.$format
        done
        expect 1 launch -n $n "$mpi" batch mixed -o m.sqlite --resume; has err "; $n_mixed unchanged"
        rm -f m.csv; expect 0 launch -n $n "$mpi" batch many -o m.csv; same_content m.csv whole.csv
    done
    expect 1 "$mpi" batch mixed -o m.sqlite; same_content m.sqlite mixed.sqlite
}
mpi_lost() {
    bash "$variants" most 3000 9; expect 0 "$circ" batch most -o most.sqlite
    for rank in 1 0; do
        rm -f lost.sqlite*
        launch -n 3 bash -c 'echo $$ >rank.$OMPI_COMM_WORLD_RANK; exec "$@"' - "$mpi" batch most -o lost.sqlite >out 2>err & job=$!
        for ((i = 0; i < 100; i++)); do [ -s lost.sqlite-wal ] && break; sleep 0.05; done
        sleep 0.1; kill -KILL "$(cat rank.$rank)"; wait $job; [ $? != 0 ] || note "exit status 0"
        has err "rank $rank .*exited on signal 9\|process rank $rank"
        expect 0 launch -n 3 "$mpi" batch most -o lost.sqlite --resume; has err unchanged; same_content lost.sqlite most.sqlite
    done
}
mpi_full() {
    expect 1 launch -n 3 "$mpi" batch many -o /dev/full --format csv; has err "cannot write '/dev/full': No space left"
    mkdir -p small; mount -t tmpfs -o size=256k tmpfs small 2>/dev/null || return
    expect 1 launch -n 3 "$mpi" batch many -o small/f.csv; has err "cannot write 'small/f.csv.*No space left"; has err "resume does the rest"
    mount -o remount,size=16m small; expect 0 launch -n 3 "$mpi" batch many -o small/f.csv --resume; has err unchanged; same_content small/f.csv whole.csv
    umount small
}
if [ -n "$mpi" ]; then
    it "2 and 4 processes give the same bytes" mpi_same
    it "a lost process ends in an error, and --resume carries on" mpi_lost
    it "so does a full disk" mpi_full
else
    without_mpi() { ! command -v mpirun >/dev/null || { expect 1 launch -n 2 "$circ" batch mixed -o m.sqlite; has err "built without MPI"; }; }
    it "a build without MPI says so under mpirun" without_mpi
fi

echo "batch: $passed passed, $failed failed"
[ $failed = 0 ]
