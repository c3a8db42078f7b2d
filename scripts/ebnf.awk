# The grammar of circ.y as EBNF, for docs/language.md: actions and error rules left out, lists written with braces.

# 'word' for a token whose alias is quoted, its own name for another.
/^%token/ {
    line = $0
    sub(/^%token *(<[a-z]+>)? */, "", line)
    while (match(line, /^[A-Z_]+( [0-9]+)? "[^"]*" */)) {
        token = substr(line, 1, RLENGTH)
        line = substr(line, RLENGTH + 1)
        split(token, part, " ")
        alias = token
        sub(/^[^"]*"/, "", alias)
        sub(/".*/, "", alias)
        terminal[part[1]] = alias ~ /^'/ ? alias : part[1]
    }
}

/^%%/ { if (++section == 2) exit; next }
section != 1 { next }

{ text = text " " without_actions($0) }

# The line without what stands in braces, which may go over lines; quoted braces stay.
function without_actions(line,    i, c, out) {
    for (i = 1; i <= length(line); i++) {
        c = substr(line, i, 1)
        if (substr(line, i, 3) ~ /^'.'$/) { if (!depth) out = out substr(line, i, 3); i += 2; continue }
        if (c == "{") depth++
        else if (c == "}") depth--
        else if (!depth) out = out c
    }
    return out
}

function symbols(alternative,    word, n, i, out) {
    sub(/%prec [A-Z]+/, "", alternative)
    n = split(alternative, word, " ")
    for (i = 1; i <= n; i++) out = out (i > 1 ? " " : "") (word[i] in terminal ? terminal[word[i]] : word[i])
    return out
}

# NAME: A | NAME B | NAME C is A { B | C }; an empty A is nothing.
function print_rule(name, body,    alternative, n, i, a, first, rest, plain, list) {
    gsub(/'\|'/, "'\001'", body)
    n = split(body, alternative, "|")
    first = rest = plain = ""
    list = 1
    for (i = 1; i <= n; i++) {
        a = symbols(alternative[i])
        gsub(/\001/, "|", a)
        if (a ~ /(^| )error( |$)/ || a ~ /^FILE_START|^ASSIGN_START/) { if (a ~ /^FILE_START/) print "file = lines ;"; continue }
        if (a == "%empty") { optional[name] = 1; continue }
        plain = plain (plain == "" ? "" : " | ") a
        if (index(a, name " ") == 1) rest = rest (rest == "" ? "" : " | ") substr(a, length(name) + 2)
        else first = first (first == "" ? "" : " | ") a
        if (index(" " substr(a, length(name) + 2) " ", " " name " ")) list = 0
    }
    if (plain == "") return
    if (rest != "" && list) {
        if (first == "") print name " = { " rest " } ;"
        else print name " = " first " { " rest " } ;"
    } else if (name in optional) {
        print name " = [ " plain " ] ;"
    } else {
        gsub(/ \| /, "\n    | ", plain)
        print name " = " plain " ;"
    }
}

END {
    while (match(text, /[a-z_]+:/)) {
        start = RSTART; name = substr(text, RSTART, RLENGTH - 1)
        text = substr(text, RSTART + RLENGTH)
        body = text
        gsub(/';'/, "'\002'", body)
        body = substr(body, 1, index(body, ";") - 1)
        text = substr(text, length(body) + 2)
        gsub(/\002/, ";", body)
        print_rule(name, body)
    }
}
