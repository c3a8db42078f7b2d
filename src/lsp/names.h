/* names.h - the words of a file and what they mean: what declares each name, and where it is used.
 *
 * It is made from the syntax tree alone, so that it is there while a file has errors. Values come from the netlist. */
#ifndef LSP_NAMES_H
#define LSP_NAMES_H

#include "base/table.h"
#include "circ/ast.h"
#include "front/elements.h"

typedef enum {
    NAME_PARAM,
    NAME_FUNCTION,
    NAME_ARGUMENT, /* of a function */
    NAME_SUBCIRCUIT,
    NAME_ELEMENT,
    NAME_BATH,
    NAME_INSTANCE,
    NAME_NODE,
    NAME_LOOP
} NameKind;

typedef struct Name {
    NameKind kind;
    const char *text;
    CircSpan span;               /* where it is declared */
    const CircStmt *stmt;        /* that declares it */
    const CircAssign *formal;    /* PARAM of a subcircuit, else NULL */
    const ElementKind *element;  /* ELEMENT, BATH */
    struct NameBlock *block;     /* where it is known */
} Name;

/* The file, a subcircuit, a loop, a branch, or a function. */
typedef struct NameBlock {
    struct NameBlock *parent, *owner; /* owner: the file or the subcircuit, whose elements and nodes are declared here */
    const CircStmt *stmt;             /* NULL: the file */
    CircSpan span;
    Table names, nodes; /* indices into the list of names */
} NameBlock;

/* What a word is. */
typedef enum {
    WORD_NAME,      /* `name` */
    WORD_STATEMENT, /* `text` is the statement's word */
    WORD_ELEMENT,   /* kind of an element, `element` */
    WORD_ATTRIBUTE, /* `attribute` of `element` */
    WORD_CALL,      /* a function or quantity of the language, or a constant */
    WORD_CHOICE,    /* of the model and other statements */
    WORD_UNIT,
    WORD_FILE,      /* text of an import */
    WORD_CODE,      /* of a warning */
    WORD_UNKNOWN
} WordKind;

typedef struct {
    WordKind kind;
    CircSpan span;
    const char *text;
    const Name *name;
    const ElementKind *element;
    const AttributeSpec *attribute;
    const CircStmt *stmt;
    const CircExpr *ref;    /* NAME: the reference that it is the last or only part of, or NULL */
    const NameBlock *block; /* where it stands */
} Word;

typedef struct NameIndex {
    CircArena *arena;
    Name **names;
    int n_names;
    size_t names_capacity;
    Word *words; /* as they were found; those of a reference in the order of the text */
    int n_words;
    size_t words_capacity;
    NameBlock *file, **blocks;
    int n_blocks;
    size_t blocks_capacity;
    Table subcircuits;
} NameIndex;

const NameIndex *names_collect(const CircAst *ast, CircArena *arena);

const Word *names_word_at(const NameIndex *index, uint32_t offset); /* NULL: none is there, or ends there */
const NameBlock *names_block_at(const NameIndex *index, uint32_t offset);
const Name *names_find(const NameIndex *index, const NameBlock *block, const char *text); /* there or further out */
const Name *names_find_node(const NameIndex *index, const NameBlock *block, const char *text);
const Name *names_find_subcircuit(const NameIndex *index, const char *text);
/* The block of a subcircuit's body; NULL: it is none. */
const NameBlock *names_block_of(const NameIndex *index, const CircStmt *stmt);

#endif
