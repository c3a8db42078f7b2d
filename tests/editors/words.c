/* The words of the language, CLASS WORD a line each, from the compiler's tables. Of a JSON file that is named as the argument,
 * the rules of a TextMate grammar, NAME REGEX a line each; exits with 1 if it is no JSON. */
#include <jansson.h>
#include <stdio.h>

#include "circ/evaluate.h"
#include "front/elements.h"
#include "front/scope.h"

static void print_attributes(const ElementKind *kind)
{
    for (int i = 0; i < MAX_ATTRIBUTES && kind->attributes[i].name; i++) printf("attributes %s\n", kind->attributes[i].name);
}

static void print_language(void)
{
    for (int i = 0; i < CIRC_N_STMT_KINDS; i++)
        if (i != CIRC_STMT_ELEMENT) printf("statements %s\n", circ_stmt_word((CircStmtKind)i));
    for (int i = 0; i < element_kind_count(); i++) {
        printf("elements %s\n", element_kind_get(i)->name);
        print_attributes(element_kind_get(i));
    }
    print_attributes(bath_kind());
    for (int i = 0; i < CIRC_N_QUANTITIES; i++)
        printf("%s %s\n", *quantity_arguments((CircQuantity)i) ? "quantities" : "results", circ_quantity_name((CircQuantity)i));
    CircValue value;
    for (int i = 0; i < builtin_count(); i++)
        printf("%s %s\n", constant_find(builtin_name(i), &value) ? "constants" : "functions", builtin_name(i));
    puts("functions if\nfunctions at");
    DimId dim;
    for (int i = 0; unit_name(i, &dim); i++) printf("units %s\n", unit_name(i, &dim));
    for (int i = 0; unit_prefix(i); i++)
        if (*unit_prefix(i)) printf("units %s\n", unit_prefix(i));
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        print_language();
        return 0;
    }
    json_error_t error;
    json_t *file = json_load_file(argv[1], JSON_REJECT_DUPLICATES, &error), *rule;
    const char *name;
    if (!file) {
        fprintf(stderr, "%s:%d: %s\n", argv[1], error.line, error.text);
        return 1;
    }
    json_object_foreach(json_object_get(file, "repository"), name, rule) {
        const char *match = json_string_value(json_object_get(rule, "match"));
        if (match) printf("%s %s\n", name, match);
    }
    json_decref(file);
    return 0;
}
