/* The grammar: text to tree. An action makes one node; units, names and physics come later. All values live in
 * the parse's arena, so nothing needs a %destructor. */
%define api.prefix {circ_yy}
%define api.pure full
%define api.token.prefix {TOK_}
%define api.location.type {CircSpan}
%define parse.error custom
%define parse.lac full
%locations
%expect 0

%code requires {
#include "front/parse.h"
}
%code provides {
#define YYSTYPE CIRC_YYSTYPE
#define YYLTYPE CIRC_YYLTYPE
}
%parse-param { void *scanner } { ParseContext *pc }
%lex-param { void *scanner }

%code {
#include <string.h>

int circ_yylex(CIRC_YYSTYPE *value, CIRC_YYLTYPE *span, void *scanner);
static void circ_yyerror(const CircSpan *span, void *scanner, ParseContext *pc, const char *text);

#define YYLLOC_DEFAULT(Current, Rhs, N)                                                                      \
    (Current) = (N) ? circ_span_join(YYRHSLOC(Rhs, 1), YYRHSLOC(Rhs, N))                                     \
                    : (CircSpan){YYRHSLOC(Rhs, 0).end, YYRHSLOC(Rhs, 0).end}

/* The stack is bounded and lives on the C stack: the parser asks for no memory of its own. */
#define YYINITDEPTH 2000
#define YYMAXDEPTH 2000
}
%initial-action { @$ = (CircSpan){pc->source->base, pc->source->base}; }

%union {
    double number;
    CircWord word;
    CircExpr *expr;
    CircAssign *assign;
    CircStmt stmt;
    CircStmt *block;
    CircStmt **tail;
}

%token FILE_START "a file" ASSIGN_START "an assignment"
%token END 0 "end of file" NEWLINE "end of line"
%token <number> NUMBER "number"
%token <word> NAME "name" KEY "name before '='" STRING "text in quotes" PER "unit of time behind '/'"
%token <word> CIRCUIT "'circuit'" IMPORT "'import'" PARAM "'param'" FUNCTION "'function'" SUBCIRCUIT "'subcircuit'"
%token <word> FOR "'for'" IF "'if'" ELSE "'else'" BATH "'bath'" MODEL "'model'" SECTOR "'sector'" INITIAL "'initial'"
%token <word> SWEEP "'sweep'" OUTPUT "'output'" EXPECT "'expect'" TRANSIENT "'transient'" PLOT "'plot'" ALLOW "'allow'"
%token <word> AT "'at'" FROM "'from'" TO "'to'" STEPS "'steps'" IN "'in'" AGAINST "'against'" BY "'by'"
%token <word> LOGX "'logx'" LOGY "'logy'"
%token LE "'<='" GE "'>='" EQ "'=='" NE "'!='" AND "'and'" OR "'or'" NOT "'not'"
%left OR
%left AND
%precedence NOT
%nonassoc '<' '>' LE GE EQ NE
%left '+' '-'
%left '*' '/'
%precedence UNARY
%right '^'

%type <stmt> statement axes
%type <expr> expr primary exprs references reference indices index range member arguments names name_list
%type <assign> attributes keys key outputs output points settings formals formal
%type <word> name text spacing
%type <block> block otherwise

%%
start:      FILE_START lines
    |       ASSIGN_START key NEWLINE                { pc->assign = $2; }
    ;
lines:      %empty
    |       lines statement NEWLINE                 { parse_statement(pc, @2, $2); }
    |       lines error NEWLINE                     { yyerrok; }
    |       lines error block NEWLINE               { yyerrok; }
    ;
statement:  CIRCUIT name text                       { $$ = (CircStmt){.kind = CIRC_STMT_CIRCUIT, .name = $2, .text = $3}; }
    |       IMPORT STRING                           { $$ = (CircStmt){.kind = CIRC_STMT_IMPORT, .text = $2}; }
    |       PARAM KEY '=' expr                      { $$ = (CircStmt){.kind = CIRC_STMT_PARAM, .name = $2, .value = $4}; }
    |       PARAM KEY '=' expr IN '[' expr ',' expr ']'
                                                    { $$ = (CircStmt){.kind = CIRC_STMT_PARAM, .name = $2, .value = $4,
                                                          .from = $7, .to = $9}; }
    |       FUNCTION NAME '(' name_list ')' '=' expr
                                                    { $$ = (CircStmt){.kind = CIRC_STMT_FUNCTION, .name = $2, .nodes = $4,
                                                          .value = $7}; }
    |       SUBCIRCUIT name '(' names ')' block     { $$ = (CircStmt){.kind = CIRC_STMT_SUBCIRCUIT, .name = $2, .nodes = $4,
                                                          .body = $6}; }
    |       SUBCIRCUIT name '(' names ';' formals ')' block
                                                    { $$ = (CircStmt){.kind = CIRC_STMT_SUBCIRCUIT, .name = $2, .nodes = $4,
                                                          .attributes = $6, .body = $8}; }
    |       FOR name IN indices block               { $$ = (CircStmt){.kind = CIRC_STMT_FOR, .name = $2, .values = $4,
                                                          .body = $5}; }
    |       IF expr block otherwise                 { $$ = (CircStmt){.kind = CIRC_STMT_IF, .value = $2, .body = $3,
                                                          .otherwise = $4}; }
    |       NAME name range text '(' references ')' attributes
                                                    { $$ = (CircStmt){.kind = CIRC_STMT_ELEMENT, .keyword = $1, .name = $2,
                                                          .range = $3, .text = $4, .nodes = $6, .attributes = $8}; }
    |       BATH name range NAME '(' references ')' attributes
                                                    { $$ = (CircStmt){.kind = CIRC_STMT_BATH, .name = $2, .range = $3,
                                                          .keyword = $4, .nodes = $6, .attributes = $8}; }
    |       MODEL keys                              { $$ = (CircStmt){.kind = CIRC_STMT_MODEL, .attributes = $2}; }
    |       SECTOR key                              { $$ = (CircStmt){.kind = CIRC_STMT_SECTOR, .attributes = $2}; }
    |       INITIAL NAME                            { $$ = (CircStmt){.kind = CIRC_STMT_INITIAL, .keyword = $2}; }
    |       INITIAL NAME '(' exprs ')'              { $$ = (CircStmt){.kind = CIRC_STMT_INITIAL, .keyword = $2, .values = $4}; }
    |       SWEEP name spacing FROM expr TO expr STEPS expr
                                                    { $$ = (CircStmt){.kind = CIRC_STMT_SWEEP, .name = $2, .keyword = $3,
                                                          .from = $5, .to = $7, .steps = $9}; }
    |       SWEEP name IN exprs                     { $$ = (CircStmt){.kind = CIRC_STMT_SWEEP, .name = $2, .values = $4}; }
    |       TRANSIENT TO expr STEPS expr FROM NAME  { $$ = (CircStmt){.kind = CIRC_STMT_TRANSIENT, .to = $3, .steps = $5,
                                                          .keyword = $7}; }
    |       TRANSIENT TO expr STEPS expr FROM NAME '(' exprs ')'
                                                    { $$ = (CircStmt){.kind = CIRC_STMT_TRANSIENT, .to = $3, .steps = $5,
                                                          .keyword = $7, .values = $9}; }
    |       OUTPUT outputs                          { $$ = (CircStmt){.kind = CIRC_STMT_OUTPUT, .attributes = $2}; }
    |       EXPECT expr settings                    { $$ = (CircStmt){.kind = CIRC_STMT_EXPECT, .value = $2, .attributes = $3}; }
    |       PLOT text outputs axes                  { $$ = $4; $$.kind = CIRC_STMT_PLOT; $$.text = $2; $$.attributes = $3; }
    |       ALLOW name_list                         { $$ = (CircStmt){.kind = CIRC_STMT_ALLOW, .nodes = $2}; }
    ;
block:      '{'                                     { $<tail>$ = parse_block_open(pc, @1); }
            lines '}'                               { $$ = parse_block_close(pc, $<tail>2); }
    ;
otherwise:  %empty                                  { $$ = NULL; }
    |       ELSE block                              { $$ = $2; }
    |       ELSE IF expr block otherwise            { $$ = parse_inner(pc, @$, (CircStmt){.kind = CIRC_STMT_IF, .value = $3,
                                                          .body = $4, .otherwise = $5}); }
    ;
axes:       %empty                                  { $$ = (CircStmt){0}; }
    |       axes AGAINST name_list                  { $$ = $1; $$.nodes = $3; }
    |       axes BY name                            { $$ = $1; $$.name = $3; }
    |       axes LOGX                               { $$ = $1; $$.flags |= CIRC_PLOT_LOG_X; }
    |       axes LOGY                               { $$ = $1; $$.flags |= CIRC_PLOT_LOG_Y; }
    ;
names:      %empty                                  { $$ = NULL; }
    |       name_list
    ;
name_list:  name                                    { $$ = parse_named(pc, CIRC_EXPR_REF, @$, $1, NULL); }
    |       name_list ',' name                      { $$ = parse_list($1, parse_named(pc, CIRC_EXPR_REF, @3, $3, NULL)); }
    ;
formals:    formal
    |       formals ',' formal                      { $$ = parse_assign_list($1, $3); }
    ;
formal:     name                                    { $$ = parse_assign(pc, @$, $1, NULL); }
    |       key
    |       key IN '[' expr ',' expr ']'            { $$ = $1; $$->low = $4; $$->high = $6; $$->span = @$; }
    ;
name:       NAME | FROM | TO | STEPS | IN ;
text:       %empty                                  { $$ = (CircWord){0}; }
    |       STRING
    ;
spacing:    %empty                                  { $$ = (CircWord){0}; }
    |       NAME
    ;
range:      %empty                                  { $$ = NULL; }
    |       '[' indices ']'                         { $$ = $2; }
    ;
indices:    index
    |       indices ',' index                       { $$ = parse_list($1, $3); }
    ;
index:      expr
    |       expr ':' expr                           { $$ = parse_pair(pc, CIRC_EXPR_RANGE, @$, CIRC_OP_ADD, $1, $3); }
    |       '*'                                     { $$ = parse_expr(pc, CIRC_EXPR_STAR, @$); }
    ;
references: reference
    |       references ',' reference                { $$ = parse_list($1, $3); }
    ;
reference:  name range member                       { $$ = parse_member(pc, @$, $1, $2, $3); }
    ;
member:     %empty                                  { $$ = NULL; }
    |       '.' reference                           { $$ = $2; }
    ;
attributes: keys
    |       expr                                    { $$ = parse_assign(pc, @1, (CircWord){0}, $1); }
    |       expr keys                               { $$ = parse_assign_list(parse_assign(pc, @1, (CircWord){0}, $1), $2); }
    |       %empty                                  { $$ = NULL; }
    ;
keys:       key
    |       keys key                                { $$ = parse_assign_list($1, $2); }
    ;
key:        KEY '=' expr                            { $$ = parse_assign(pc, @$, $1, $3); }
    ;
outputs:    output
    |       outputs ',' output                      { $$ = parse_assign_list($1, $3); }
    ;
output:     key
    |       expr                                    { $$ = parse_assign(pc, @1, (CircWord){0}, $1); }
    ;
settings:   %empty                                  { $$ = NULL; }
    |       AT points                               { $$ = $2; }
    ;
points:     key
    |       points ',' key                          { $$ = parse_assign_list($1, $3); }
    ;
exprs:      expr
    |       exprs ',' expr                          { $$ = parse_list($1, $3); }
    ;
expr:       primary
    |       expr '+' expr                           { $$ = parse_pair(pc, CIRC_EXPR_BINARY, @$, CIRC_OP_ADD, $1, $3); }
    |       expr '-' expr                           { $$ = parse_pair(pc, CIRC_EXPR_BINARY, @$, CIRC_OP_SUB, $1, $3); }
    |       expr '*' expr                           { $$ = parse_pair(pc, CIRC_EXPR_BINARY, @$, CIRC_OP_MUL, $1, $3); }
    |       expr '/' expr                           { $$ = parse_pair(pc, CIRC_EXPR_BINARY, @$, CIRC_OP_DIV, $1, $3); }
    |       expr '^' expr                           { $$ = parse_pair(pc, CIRC_EXPR_BINARY, @$, CIRC_OP_POW, $1, $3); }
    |       '-' expr %prec UNARY                    { $$ = parse_pair(pc, CIRC_EXPR_NEGATE, @$, CIRC_OP_SUB, $2, NULL); }
    |       expr '<' expr                           { $$ = parse_pair(pc, CIRC_EXPR_COMPARE, @$, CIRC_OP_LT, $1, $3); }
    |       expr '>' expr                           { $$ = parse_pair(pc, CIRC_EXPR_COMPARE, @$, CIRC_OP_GT, $1, $3); }
    |       expr LE expr                            { $$ = parse_pair(pc, CIRC_EXPR_COMPARE, @$, CIRC_OP_LE, $1, $3); }
    |       expr GE expr                            { $$ = parse_pair(pc, CIRC_EXPR_COMPARE, @$, CIRC_OP_GE, $1, $3); }
    |       expr EQ expr                            { $$ = parse_pair(pc, CIRC_EXPR_COMPARE, @$, CIRC_OP_EQ, $1, $3); }
    |       expr NE expr                            { $$ = parse_pair(pc, CIRC_EXPR_COMPARE, @$, CIRC_OP_NE, $1, $3); }
    |       expr AND expr                           { $$ = parse_pair(pc, CIRC_EXPR_LOGIC, @$, CIRC_OP_AND, $1, $3); }
    |       expr OR expr                            { $$ = parse_pair(pc, CIRC_EXPR_LOGIC, @$, CIRC_OP_OR, $1, $3); }
    |       NOT expr                                { $$ = parse_pair(pc, CIRC_EXPR_LOGIC, @$, CIRC_OP_NOT, $2, NULL); }
    ;
primary:    NUMBER                                  { $$ = parse_number(pc, @$, $1, (CircWord){0}, (CircWord){0}); }
    |       NUMBER NAME                             { $$ = parse_number(pc, @$, $1, $2, (CircWord){0}); }
    |       NUMBER PER                              { $$ = parse_number(pc, @$, $1, (CircWord){0}, $2); }
    |       NUMBER NAME PER                         { $$ = parse_number(pc, @$, $1, $2, $3); }
    |       NAME range member                       { $$ = parse_member(pc, @$, $1, $2, $3); }
    |       NAME '(' arguments ')'                  { $$ = parse_named(pc, CIRC_EXPR_CALL, @$, $1, $3); }
    |       AT '(' expr ',' points ')'              { $$ = parse_at(pc, @$, $3, $5); }
    |       '(' expr ')'                            { $$ = $2; }
    ;
arguments:  %empty                                  { $$ = NULL; }
    |       exprs
    ;
%%

/* Only "memory exhausted" comes here: syntax errors have their own report. */
static void circ_yyerror(const CircSpan *span, void *scanner, ParseContext *pc, const char *text)
{
    (void)scanner;
    (void)text;
    parse_error(pc, CIRC_E0006, *span, "this is nested too deeply");
}

static int yyreport_syntax_error(const yypcontext_t *context, void *scanner, ParseContext *pc)
{
    (void)scanner;
    enum { MAX_EXPECTED = 48 };
    yysymbol_kind_t expected[MAX_EXPECTED];
    int n = yypcontext_expected_tokens(context, expected, MAX_EXPECTED);
    const char *names[MAX_EXPECTED];
    for (int i = 0; i < n; i++) names[i] = yysymbol_name(expected[i]);
    yysymbol_kind_t found = yypcontext_token(context);
    if (found == YYSYMBOL_YYEMPTY) return 0;
    parse_report_unexpected(pc, *yypcontext_location(context), yysymbol_name(found), n, names);
    return 0;
}
