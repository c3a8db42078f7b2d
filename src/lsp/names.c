/* Two walks over the tree: one declares, the other looks up. */
#include "lsp/names.h"

#include <string.h>

typedef struct {
    NameIndex *index;
    NameBlock *block; /* that is walked through */
    const CircStmt *stmt;
    int n_entered; /* blocks, in the second walk */
} Walk;

/* ---- blocks and names */

static NameBlock *add_block(Walk *walk, const CircStmt *stmt, CircSpan span, bool owns)
{
    NameIndex *index = walk->index;
    NameBlock *block = circ_new(index->arena, NameBlock, 1);
    *block = (NameBlock){.parent = walk->block, .stmt = stmt, .span = span};
    block->owner = owns ? block : walk->block->owner;
    table_init(&block->names, index->arena, 0);
    table_init(&block->nodes, index->arena, 0);
    index->blocks = circ_arena_grow(index->arena, index->blocks, &index->blocks_capacity, (size_t)index->n_blocks + 1,
                                    sizeof *index->blocks);
    index->blocks[index->n_blocks++] = block;
    return block;
}

/* The first declaration of a name counts. */
static void add_name(Walk *walk, Table *table, NameBlock *block, Name name)
{
    NameIndex *index = walk->index;
    if (!name.text || table_find(table, name.text) >= 0) return;
    index->names = circ_arena_grow(index->arena, index->names, &index->names_capacity, (size_t)index->n_names + 1,
                                   sizeof *index->names);
    Name *kept = circ_new(index->arena, Name, 1);
    *kept = name;
    kept->block = block;
    table_add(table, name.text, index->n_names);
    index->names[index->n_names++] = kept;
}

static const Name *found(const NameIndex *index, const Table *table, const char *text)
{
    int i = table_find(table, text);
    return i < 0 ? NULL : index->names[i];
}

const Name *names_find(const NameIndex *index, const NameBlock *block, const char *text)
{
    const Name *name = NULL;
    for (; block && !name; block = block->parent) name = found(index, &block->names, text);
    return name;
}

const Name *names_find_node(const NameIndex *index, const NameBlock *block, const char *text)
{
    return found(index, &block->owner->nodes, text);
}

const Name *names_find_subcircuit(const NameIndex *index, const char *text)
{
    return found(index, &index->subcircuits, text);
}

const NameBlock *names_block_of(const NameIndex *index, const CircStmt *stmt)
{
    for (int i = 0; i < index->n_blocks; i++)
        if (index->blocks[i]->stmt == stmt) return index->blocks[i];
    return NULL;
}

/* ---- the first walk */

static void declare_all(Walk *walk, const CircStmt *stmt);

static void declare_block(Walk *walk, const CircStmt *stmt, const CircStmt *body, bool owns)
{
    NameBlock *outer = walk->block;
    walk->block = add_block(walk, stmt, stmt->span, owns);
    NameBlock *block = walk->block;
    const CircExpr *formals = stmt->kind == CIRC_STMT_SUBCIRCUIT || stmt->kind == CIRC_STMT_FUNCTION ? stmt->nodes : NULL;
    bool ports = stmt->kind == CIRC_STMT_SUBCIRCUIT;
    for (const CircExpr *formal = formals; formal; formal = formal->next)
        add_name(walk, ports ? &block->nodes : &block->names, block,
                 (Name){.kind = ports ? NAME_NODE : NAME_ARGUMENT, .text = formal->name.text, .span = formal->name.span, .stmt = stmt});
    for (const CircAssign *formal = ports ? stmt->attributes : NULL; formal; formal = formal->next)
        add_name(walk, &block->names, block,
                 (Name){.kind = NAME_PARAM, .text = formal->key.text, .span = formal->key.span, .stmt = stmt, .formal = formal});
    if (stmt->kind == CIRC_STMT_FOR)
        add_name(walk, &block->names, block,
                 (Name){.kind = NAME_LOOP, .text = stmt->name.text, .span = stmt->name.span, .stmt = stmt});
    declare_all(walk, body);
    walk->block = outer;
}

static void declare_nodes(Walk *walk, const CircStmt *stmt)
{
    NameBlock *owner = walk->block->owner;
    for (const CircExpr *node = stmt->nodes; node; node = node->next)
        if (!node->member && strcmp(node->name.text, "gnd"))
            add_name(walk, &owner->nodes, owner,
                     (Name){.kind = NAME_NODE, .text = node->name.text, .span = node->name.span, .stmt = stmt});
}

static void declare(Walk *walk, const CircStmt *stmt)
{
    NameBlock *block = walk->block;
    Name name = {.text = stmt->name.text, .span = stmt->name.span, .stmt = stmt};
    switch (stmt->kind) {
    case CIRC_STMT_IMPORT: declare_all(walk, stmt->body); break;
    case CIRC_STMT_PARAM:
        name.kind = NAME_PARAM;
        add_name(walk, &block->names, block, name);
        break;
    case CIRC_STMT_FUNCTION:
        name.kind = NAME_FUNCTION;
        add_name(walk, &block->names, block, name);
        declare_block(walk, stmt, NULL, false);
        break;
    case CIRC_STMT_SUBCIRCUIT:
        name.kind = NAME_SUBCIRCUIT;
        add_name(walk, &walk->index->subcircuits, walk->index->file, name);
        declare_block(walk, stmt, stmt->body, true);
        break;
    case CIRC_STMT_FOR: declare_block(walk, stmt, stmt->body, false); break;
    case CIRC_STMT_IF:
        declare_block(walk, stmt, stmt->body, false);
        declare_block(walk, stmt, stmt->otherwise, false);
        break;
    case CIRC_STMT_ELEMENT:
        name.element = element_kind_find(stmt->keyword.text);
        name.kind = name.element ? NAME_ELEMENT : NAME_INSTANCE;
        add_name(walk, &block->owner->names, block->owner, name);
        if (!name.element || name.element->id != ELEMENT_MUTUAL) declare_nodes(walk, stmt);
        break;
    case CIRC_STMT_BATH:
        name.element = bath_kind();
        name.kind = NAME_BATH;
        add_name(walk, &block->owner->names, block->owner, name);
        break;
    default: break;
    }
}

static void declare_all(Walk *walk, const CircStmt *stmt)
{
    for (; stmt; stmt = stmt->next) declare(walk, stmt);
}

/* ---- the second walk */

static void add_word(Walk *walk, Word word)
{
    NameIndex *index = walk->index;
    if (word.span.begin >= word.span.end) return;
    index->words = circ_arena_grow(index->arena, index->words, &index->words_capacity, (size_t)index->n_words + 1,
                                   sizeof *index->words);
    word.stmt = walk->stmt;
    word.block = walk->block;
    index->words[index->n_words++] = word;
}

static void add_text(Walk *walk, WordKind kind, CircWord text)
{
    if (text.text) add_word(walk, (Word){.kind = kind, .span = text.span, .text = text.text});
}

static void use_name(Walk *walk, CircWord text, const Name *name, const CircExpr *ref)
{
    WordKind kind = name ? WORD_NAME : WORD_UNKNOWN;
    if (text.text) add_word(walk, (Word){.kind = kind, .span = text.span, .text = text.text, .name = name, .ref = ref});
}

static void use_expr(Walk *walk, const CircExpr *expr);

static void use_exprs(Walk *walk, const CircExpr *list)
{
    for (; list; list = list->next) use_expr(walk, list);
}

/* x[2].q: the name in the instance, a node or anything else. `whole` is the reference from its first part on. */
static void use_members(Walk *walk, const Name *instance, const CircExpr *ref, const CircExpr *whole, bool node)
{
    const NameIndex *index = walk->index;
    for (; ref; ref = ref->member) {
        const Name *subcircuit = instance && instance->kind == NAME_INSTANCE
                                     ? names_find_subcircuit(index, instance->stmt->keyword.text) : NULL;
        const NameBlock *body = subcircuit ? names_block_of(index, subcircuit->stmt) : NULL;
        instance = body ? found(index, node && !ref->member ? &body->nodes : &body->names, ref->name.text) : NULL;
        use_name(walk, ref->name, instance, ref->member ? NULL : whole);
        use_exprs(walk, ref->args);
    }
}

static void use_reference(Walk *walk, const CircExpr *ref, bool node)
{
    const NameIndex *index = walk->index;
    bool simple_node = node && !ref->member;
    const Name *name = simple_node ? names_find_node(index, walk->block, ref->name.text) : names_find(index, walk->block, ref->name.text);
    if (name || simple_node || ref->member) use_name(walk, ref->name, name, ref->member ? NULL : ref);
    else add_text(walk, WORD_CALL, ref->name);
    use_exprs(walk, ref->args);
    use_members(walk, name, ref->member, ref, node);
}

static void use_settings(Walk *walk, const CircAssign *settings)
{
    for (; settings; settings = settings->next) {
        use_name(walk, settings->key, settings->key.text ? names_find(walk->index, walk->block, settings->key.text) : NULL, NULL);
        use_expr(walk, settings->value);
    }
}

static void use_expr(Walk *walk, const CircExpr *expr)
{
    if (!expr) return;
    const Name *function;
    switch (expr->kind) {
    case CIRC_EXPR_NUMBER:
        add_text(walk, WORD_UNIT, expr->unit);
        add_text(walk, WORD_UNIT, expr->per);
        break;
    case CIRC_EXPR_REF: use_reference(walk, expr, false); break;
    case CIRC_EXPR_CALL:
        function = names_find(walk->index, walk->block, expr->name.text);
        if (function && function->kind == NAME_FUNCTION) use_name(walk, expr->name, function, NULL);
        else add_text(walk, WORD_CALL, expr->name);
        use_exprs(walk, expr->args);
        break;
    case CIRC_EXPR_AT:
        use_expr(walk, expr->left);
        use_settings(walk, expr->points);
        break;
    default:
        use_expr(walk, expr->left);
        use_expr(walk, expr->right);
        break;
    }
}

static void use_references(Walk *walk, const CircExpr *list, bool nodes)
{
    for (; list; list = list->next) use_reference(walk, list, nodes);
}

/* Attributes of an element; parameters of an instance. */
static void use_attributes(Walk *walk, const CircStmt *stmt, const ElementKind *kind)
{
    const Name *subcircuit = kind ? NULL : names_find_subcircuit(walk->index, stmt->keyword.text);
    const NameBlock *body = subcircuit ? names_block_of(walk->index, subcircuit->stmt) : NULL;
    for (const CircAssign *given = stmt->attributes; given; given = given->next) {
        int i = kind && given->key.text ? attribute_index(kind, given->key.text) : -1;
        if (i >= 0)
            add_word(walk, (Word){.kind = WORD_ATTRIBUTE, .span = given->key.span, .text = given->key.text, .element = kind,
                                  .attribute = &kind->attributes[i]});
        else
            use_name(walk, given->key, body && given->key.text ? found(walk->index, &body->names, given->key.text) : NULL, NULL);
        use_expr(walk, given->value);
    }
}

static void use_choices(Walk *walk, const CircAssign *keys)
{
    for (; keys; keys = keys->next) {
        add_text(walk, WORD_CHOICE, keys->key);
        if (keys->value->kind == CIRC_EXPR_REF && !names_find(walk->index, walk->block, keys->value->name.text))
            add_text(walk, WORD_CHOICE, keys->value->name);
        else
            use_expr(walk, keys->value);
    }
}

static void use_outputs(Walk *walk, const CircAssign *outputs)
{
    for (; outputs; outputs = outputs->next) use_expr(walk, outputs->value);
}

static void use_all(Walk *walk, const CircStmt *stmt);

static void use_block(Walk *walk, const CircStmt *stmt, const CircStmt *body)
{
    NameBlock *outer = walk->block;
    walk->block = walk->index->blocks[++walk->n_entered];
    if (stmt->kind == CIRC_STMT_FUNCTION || stmt->kind == CIRC_STMT_SUBCIRCUIT)
        for (const CircExpr *formal = stmt->nodes; formal; formal = formal->next)
            use_name(walk, formal->name,
                     stmt->kind == CIRC_STMT_FUNCTION ? names_find(walk->index, walk->block, formal->name.text)
                                                      : names_find_node(walk->index, walk->block, formal->name.text), NULL);
    if (stmt->kind == CIRC_STMT_SUBCIRCUIT) use_settings(walk, stmt->attributes);
    if (stmt->kind == CIRC_STMT_FUNCTION) use_expr(walk, stmt->value);
    if (stmt->kind == CIRC_STMT_FOR) use_name(walk, stmt->name, names_find(walk->index, walk->block, stmt->name.text), NULL);
    use_all(walk, body);
    walk->block = outer;
    walk->stmt = stmt;
}

static void use_element(Walk *walk, const CircStmt *stmt)
{
    const ElementKind *kind = element_kind_find(stmt->keyword.text);
    const Name *subcircuit = kind ? NULL : names_find_subcircuit(walk->index, stmt->keyword.text);
    if (kind) add_word(walk, (Word){.kind = WORD_ELEMENT, .span = stmt->keyword.span, .text = stmt->keyword.text, .element = kind});
    else use_name(walk, stmt->keyword, subcircuit, NULL);
    use_name(walk, stmt->name, found(walk->index, &walk->block->owner->names, stmt->name.text), NULL);
    use_exprs(walk, stmt->range);
    use_references(walk, stmt->nodes, !kind || kind->id != ELEMENT_MUTUAL);
    use_attributes(walk, stmt, kind);
}

static void use_statement_word(Walk *walk, const CircStmt *stmt)
{
    const char *word = circ_stmt_word(stmt->kind);
    if (stmt->kind != CIRC_STMT_ELEMENT)
        add_word(walk, (Word){.kind = WORD_STATEMENT, .text = word,
                              .span = {stmt->span.begin, stmt->span.begin + (uint32_t)strlen(word)}});
}

static void use_axes(Walk *walk, const CircStmt *stmt)
{
    const NameIndex *index = walk->index;
    for (const CircExpr *axis = stmt->nodes; axis; axis = axis->next) use_name(walk, axis->name, names_find(index, walk->block, axis->name.text), NULL);
    if (stmt->name.text) use_name(walk, stmt->name, names_find(index, walk->block, stmt->name.text), NULL);
}

static void use(Walk *walk, const CircStmt *stmt)
{
    walk->stmt = stmt;
    use_statement_word(walk, stmt);
    switch (stmt->kind) {
    case CIRC_STMT_IMPORT:
        add_text(walk, WORD_FILE, stmt->text);
        use_all(walk, stmt->body);
        break;
    case CIRC_STMT_FUNCTION:
    case CIRC_STMT_PARAM:
    case CIRC_STMT_SWEEP:
        use_name(walk, stmt->name, names_find(walk->index, walk->block, stmt->name.text), NULL);
        if (stmt->kind == CIRC_STMT_FUNCTION) use_block(walk, stmt, NULL);
        else use_expr(walk, stmt->value);
        break;
    case CIRC_STMT_SUBCIRCUIT:
        use_name(walk, stmt->name, names_find_subcircuit(walk->index, stmt->name.text), NULL);
        use_block(walk, stmt, stmt->body);
        return;
    case CIRC_STMT_FOR:
        use_exprs(walk, stmt->values);
        use_block(walk, stmt, stmt->body);
        return;
    case CIRC_STMT_IF:
        use_expr(walk, stmt->value);
        use_block(walk, stmt, stmt->body);
        use_block(walk, stmt, stmt->otherwise);
        return;
    case CIRC_STMT_ELEMENT: use_element(walk, stmt); return;
    case CIRC_STMT_BATH:
        use_name(walk, stmt->name, found(walk->index, &walk->block->owner->names, stmt->name.text), NULL);
        add_text(walk, WORD_CHOICE, stmt->keyword);
        use_exprs(walk, stmt->range);
        use_references(walk, stmt->nodes, false);
        use_attributes(walk, stmt, bath_kind());
        return;
    case CIRC_STMT_MODEL:
    case CIRC_STMT_SECTOR: use_choices(walk, stmt->attributes); break;
    case CIRC_STMT_INITIAL:
    case CIRC_STMT_TRANSIENT: add_text(walk, WORD_CHOICE, stmt->keyword); break;
    case CIRC_STMT_OUTPUT: use_outputs(walk, stmt->attributes); break;
    case CIRC_STMT_EXPECT:
        use_expr(walk, stmt->value);
        use_settings(walk, stmt->attributes);
        break;
    case CIRC_STMT_PLOT:
        use_outputs(walk, stmt->attributes);
        use_axes(walk, stmt);
        break;
    case CIRC_STMT_ALLOW:
        for (const CircExpr *code = stmt->nodes; code; code = code->next) add_text(walk, WORD_CODE, code->name);
        break;
    default: break;
    }
    use_exprs(walk, stmt->values);
    use_expr(walk, stmt->from);
    use_expr(walk, stmt->to);
    use_expr(walk, stmt->steps);
}

static void use_all(Walk *walk, const CircStmt *stmt)
{
    for (; stmt; stmt = stmt->next) use(walk, stmt);
}

/* ---- */

const NameIndex *names_collect(const CircAst *ast, CircArena *arena)
{
    NameIndex *index = circ_new(arena, NameIndex, 1);
    index->arena = arena;
    table_init(&index->subcircuits, arena, 0);
    Walk walk = {.index = index};
    CircSpan whole = {ast->source->base, ast->source->base + ast->source->length + 1};
    walk.block = index->file = add_block(&walk, NULL, whole, true);
    declare_all(&walk, ast->statements);
    use_all(&walk, ast->statements);
    return index;
}

const Word *names_word_at(const NameIndex *index, uint32_t offset)
{
    const Word *ending = NULL;
    for (int i = 0; i < index->n_words; i++) {
        const Word *word = &index->words[i];
        if (offset >= word->span.begin && offset < word->span.end) return word;
        if (offset == word->span.end) ending = word;
    }
    return ending;
}

const NameBlock *names_block_at(const NameIndex *index, uint32_t offset)
{
    const NameBlock *innermost = index->file;
    for (int i = 0; i < index->n_blocks; i++)
        if (offset > index->blocks[i]->span.begin && offset < index->blocks[i]->span.end) innermost = index->blocks[i];
    return innermost;
}
