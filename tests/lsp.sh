#!/bin/bash
# Sessions of an editor with circ lsp: tests/lsp/NAME.session is what the editor sends, NAME.answers what it gets. Arguments:
# the program, the one that frames messages, and perhaps --bless, which writes the answers anew.
circ=$1 messages=$2 passed=0 failed=0
temporary=$(mktemp -d) && trap 'rm -rf "$temporary"' EXIT

pass() { passed=$((passed + 1)); }
fail() { failed=$((failed + 1)); echo "FAILED lsp: $1"; }

for session in tests/lsp/*.session; do
    golden=${session%.session}.answers
    "$messages" frame tests/lsp <"$session" >"$temporary/in"
    timeout 60 "$circ" lsp <"$temporary/in" >"$temporary/out" 2>"$temporary/err"
    status=$?
    # places and items of completion on a line each
    if ! "$messages" unframe <"$temporary/out" |
        sed -zE 's/\{\n +"line": ([0-9]+),\n +"character": ([0-9]+)\n +\}/"\1:\2"/g; s/"range": \{\n +"start": "([0-9:]+)",\n +"end": "([0-9:]+)"\n +\}/"range": "\1 to \2"/g
            s/\{\n +"label": ("[^"]*"),\n +"kind": ([0-9]+),\n +/{ "label": \1, "kind": \2, /g; s/\n +"(insertText|insertTextFormat)"/ "\1"/g; s/("detail": "[^"\n]*"|Format": 2)\n +\}/\1 }/g' |
        sed "s/\"version\": \"[0-9.]*\"/\"version\": VERSION/" >"$temporary/answers"; then fail "$session: what it wrote is no message"
    elif [ -s "$temporary/err" ]; then fail "$session: $(head -3 "$temporary/err")"
    elif [ $status != 0 ]; then fail "$session: exit status $status"
    elif [ "$3" = --bless ]; then cp "$temporary/answers" "$golden"; pass
    elif diff -u "$golden" "$temporary/answers"; then pass
    else fail "$session"
    fi
done

# An editor that goes away, in the middle of a message or between two, and one that leaves without shutting down.
for bytes in 0 10 200; do
    head -c $bytes "$temporary/in" | timeout 10 "$circ" lsp >/dev/null 2>&1
    if [ $? = 1 ]; then pass; else fail "the end of the stream after $bytes bytes"; fi
done
printf 'Content-Length: 33\r\n\r\n{"jsonrpc":"2.0","method":"exit"}' | timeout 10 "$circ" lsp
if [ $? = 1 ]; then pass; else fail "exit without shutdown"; fi
# A message that says it is huge is passed over, not stored.
{ printf 'Content-Length: 90000000\r\n\r\n'; head -c 90000000 /dev/zero; cat "$temporary/in"; } | timeout 60 "$circ" lsp 2>/dev/null |
    head -c 200 >"$temporary/out"
if grep -q 'too long' "$temporary/out"; then pass; else fail "a huge message"; fi

echo "lsp: $passed passed, $failed failed"
[ $failed = 0 ]
