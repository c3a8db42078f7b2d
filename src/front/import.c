/* Imports: each file once, wherever it is named, by the file that it really is. */
#include "front/import.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/table.h"
#include "front/parse.h"

enum { MAX_IMPORTS_DEEP = 64 };

/* A file whose imports are being read, and the statement that imported it. */
typedef struct Importer {
    const char *identity;
    CircSpan statement;
    const struct Importer *outer;
    int depth;
} Importer;

typedef struct {
    CircArena *arena;
    CircDiags *diags;
    Table files; /* identities of all that were read */
    bool fine;
} Imports;

const char *path_beside(CircArena *arena, const CircSource *source, const char *path)
{
    const char *slash = strrchr(source->name, '/');
    if (!slash || path[0] == '/') return path;
    return circ_arena_format(arena, "%.*s%s", (int)(slash + 1 - source->name), source->name, path);
}

/* The path without links and detours; as it is where there is no such file. */
static const char *identity_of(CircArena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    if (!real) return path;
    const char *copy = circ_arena_copy(arena, real, strlen(real));
    free(real);
    return copy;
}

static const Importer *importer_of(const Importer *from, const char *identity)
{
    while (from && strcmp(from->identity, identity)) from = from->outer;
    return from;
}

static void report_circle(Imports *imports, const CircStmt *stmt, const Importer *from, const Importer *first)
{
    CircDiag *diag = circ_diag(imports->diags, CIRC_E0009, stmt->span, "the file '%s' imports itself%s",
                               stmt->text.text, from == first ? "" : ", by way of other files");
    for (; from != first; from = from->outer)
        circ_diag_note(imports->diags, diag, from->statement, "this file is imported here");
    circ_diag_help(imports->diags, diag, "move what both need to a file of its own");
}

static void report_unreadable(Imports *imports, const CircStmt *stmt, const char *path)
{
    const char *why = errno ? strerror(errno) : "it cannot be read";
    CircDiag *diag =
        circ_diag(imports->diags, CIRC_E0008, stmt->text.span, "cannot import '%s': %s", stmt->text.text, why);
    if (errno == ENOENT && strcmp(path, stmt->text.text))
        circ_diag_help(imports->diags, diag, "a path is relative to the file that imports: this is '%s'", path);
}

static void import_all(Imports *imports, const CircAst *ast, const Importer *from);

static void import_one(Imports *imports, CircStmt *stmt, const CircAst *ast, const Importer *from)
{
    const char *path = path_beside(imports->arena, ast->source, stmt->text.text);
    const char *identity = identity_of(imports->arena, path);
    const Importer *first = importer_of(from, identity);
    Importer here = {identity, stmt->span, from, from->depth + 1};
    int errors = circ_diags_errors(imports->diags);
    if (first) {
        report_circle(imports, stmt, from, first);
    } else if (here.depth > MAX_IMPORTS_DEEP) {
        circ_diag(imports->diags, CIRC_E0009, stmt->span, "imports are nested deeper than %d files", MAX_IMPORTS_DEEP);
    } else if (table_find(&imports->files, identity) < 0) {
        table_add(&imports->files, identity, 0);
        errno = 0;
        const CircSource *source = circ_sources_read(circ_diags_sources(imports->diags), path);
        if (!source) report_unreadable(imports, stmt, path);
        const CircAst *file = source ? parse_text(source, imports->arena, imports->diags) : NULL;
        if (file) {
            stmt->body = file->statements;
            import_all(imports, file, &here);
        }
    }
    imports->fine = imports->fine && circ_diags_errors(imports->diags) == errors;
}

static void import_all(Imports *imports, const CircAst *ast, const Importer *from)
{
    for (CircStmt *stmt = ast->statements; stmt; stmt = stmt->next)
        if (stmt->kind == CIRC_STMT_IMPORT) import_one(imports, stmt, ast, from);
}

bool import_files(const CircAst *ast, CircArena *arena, CircDiags *diags)
{
    Imports imports = {.arena = arena, .diags = diags, .fine = true};
    Importer top = {.identity = identity_of(arena, ast->source->name)};
    table_init(&imports.files, arena, 0);
    table_add(&imports.files, top.identity, 0);
    import_all(&imports, ast, &top);
    return imports.fine;
}
