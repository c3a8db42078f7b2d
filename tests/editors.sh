#!/bin/bash
# The editors' files: JSON that parses, the words of the language in each of them, and what vim and TextMate make of a sample
# where they are installed. Arguments: the program that prints the language's words.
words=$1 passed=0 failed=0
temporary=$(mktemp -d) && trap 'rm -rf "$temporary"' EXIT
export LC_ALL=C.UTF-8
vscode=editors/vscode vim=editors/vim/syntax/circ.vim

pass() { passed=$((passed + 1)); }
fail() { failed=$((failed + 1)); echo "FAILED editors: $1"; }
same() { # WHAT: $temporary/want is what $temporary/got says
    if diff "$temporary/want" "$temporary/got"; then pass; else fail "$1"; fi
}

for file in "$vscode"/*.json "$vscode"/syntaxes/*.json; do
    if "$words" "$file" >/dev/null; then pass; else fail "$file"; fi
done

# The words of all (a|b|c) of the regular expressions on standard input, sorted.
alternatives() { grep -oE '\((\?:)?[^(|)\\?^{[]+(\|[^(|)\\?^{[]+)+\)' | sed -E 's/^\((\?:)?//; s/\)$//' | tr '|' '\n' | sort -u; }
# The scanner's words that are no statements, and the choices that go with some statements.
other_words() { { sed -nE '/^ *(sweep|plot|value)_words/,/;/p' grammar/circ.l | grep -oE '\{"[a-z]+"' | tr -d '{"'
    printf '%s\n' else local collective log linear; } | sort -u; }

"$words" >"$temporary/language"
"$words" "$vscode/syntaxes/circ.tmLanguage.json" >"$temporary/rules"
for class in statements elements attributes quantities results functions constants units words; do
    if [ $class = words ]; then other_words; else sed -n "s/^$class //p" "$temporary/language" | sort -u; fi >"$temporary/want"
    case $class in
    statements) grep -E '^(statements|definitions) ' "$temporary/rules" ;;
    units) sed -n 's/\[yzafpnuµμmkMGT\]?/(y|z|a|f|p|n|u|µ|μ|m|k|M|G|T)/; s,(/(?:[^)]*),,; s/^number //p' "$temporary/rules" ;;
    *) grep "^$class " "$temporary/rules" ;;
    esac | alternatives >"$temporary/got"
    same "TextMate's $class"
    group=$(sed 's/ies$/y/; s/s$//' <<<"$class")
    grep "^syntax match circ${group^} " "$vim" | grep -v '\\/\\%(s' | sed 's/\\%(/(/g; s/\\|/|/g; s/\\)/)/g' | alternatives >"$temporary/got"
    same "vim's $class"
done

# GROUP WORDS...: each of them is the first of its name in the sample, and in that group.
grouped() { # EDITOR GROUP WORD...
    local editor=$1 group=$2 word
    shift 2
    for word; do
        if grep -m1 "^$word " "$temporary/groups" | grep -q " $group"; then pass
        else fail "$editor: '$word' is $(grep -m1 "^$word " "$temporary/groups"), not $group"
        fi
    done
}

if command -v vim >/dev/null && vim --version | grep -q '+syntax'; then
    CIRC_GROUPS=$temporary/groups timeout 60 vim -es -u NONE -i NONE -N --cmd 'set encoding=utf-8' -c "source $vim" \
        -S tests/editors/groups.vim tests/editors/sample.circ </dev/null >/dev/null 2>&1
    grouped vim circStatement param bath for output
    grouped vim circElement transmon
    grouped vim circAttribute C EJ rate
    grouped vim circWord local in
    grouped vim circQuantity Q
    grouped vim circResult Q_valve
    grouped vim circFunction sqrt
    grouped vim circConstant h
    grouped vim circUnit mK /ns
    grouped vim circComment '#' K
    grouped vim circGround gnd
else
    echo "vim with syntax is not installed: what it makes of a sample is not tested"
fi

node=$(command -v node) && "$node" tests/editors/tokens.js "$vscode/syntaxes/circ.tmLanguage.json" tests/editors/sample.circ \
    >"$temporary/groups" 2>"$temporary/log"
case $? in
0)  grouped TextMate keyword.control param bath for output
    grouped TextMate storage.type.element transmon
    grouped TextMate support.type.property-name C EJ rate
    grouped TextMate keyword.other local in
    grouped TextMate support.function.quantity Q
    grouped TextMate support.variable.quantity Q_valve
    grouped TextMate support.function sqrt
    grouped TextMate support.constant h
    grouped TextMate keyword.other.unit mK /ns
    grouped TextMate comment '#' K
    grouped TextMate constant.language gnd
    grouped TextMate entity.name.type cell ;;
1 | 77) echo "node with vscode-textmate and vscode-oniguruma is not installed: TextMate's scopes of a sample are not tested" ;;
*)  fail "node: $(head -3 "$temporary/log")" ;;
esac

echo "editors: $passed passed, $failed failed"
[ $failed = 0 ]
