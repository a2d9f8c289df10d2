// The syntax of Python 3.12, written from "The Python Language Reference" and its full grammar
// specification (chapter 10) as facts. One token decides everywhere but inside `expr`. To keep it
// so, a few forms are wider than Python's (a doubled comma, `as` inside parentheses, any expression
// as a target); the builder of the syntax tree refuses what is not Python.
parser grammar PythonParser;

options { tokenVocab = PythonLexer; }

file : statement* EOF ;

statement
    : simpleLine
    | ifStatement
    | whileStatement
    | forStatement
    | tryStatement
    | withStatement
    | matchStatement
    | function
    | classDefinition
    | ASYNC (function | forStatement | withStatement)
    | decorator+ (ASYNC? function | classDefinition)
    ;

// ---------------------------------------------------------------- simple statements

simpleLine : simple (SEMICOLON simple?)* NEWLINE ;

simple
    : value (COLON test (ASSIGN value)? | augmented value | (ASSIGN value)+)?
    | RETURN list?
    | PASS
    | BREAK
    | CONTINUE
    | IMPORT dottedAlias (COMMA dottedAlias)*
    | FROM (DOT | ELLIPSIS)* dotted? IMPORT (STAR | LPAREN aliases RPAREN | aliases)
    | RAISE (test (FROM test)?)?
    | ASSERT test (COMMA test)?
    | DEL list
    | GLOBAL NAME (COMMA NAME)*
    | NONLOCAL NAME (COMMA NAME)*
    | TYPE NAME typeParameters? ASSIGN test
    ;

augmented
    : PLUS_ASSIGN | MINUS_ASSIGN | STAR_ASSIGN | AT_ASSIGN | SLASH_ASSIGN | PERCENT_ASSIGN
    | AMPERSAND_ASSIGN | BAR_ASSIGN | CARET_ASSIGN | SHIFT_LEFT_ASSIGN | SHIFT_RIGHT_ASSIGN
    | POWER_ASSIGN | FLOOR_ASSIGN
    ;

dotted : NAME (DOT NAME)* ;
dottedAlias : dotted (AS NAME)? ;
aliases : alias (COMMA alias?)* ;
alias : NAME (AS NAME)? ;

// ---------------------------------------------------------------- compound statements

block : NEWLINE INDENT statement+ DEDENT | simpleLine ;

ifStatement : IF test COLON block (ELIF test COLON block)* (ELSE COLON block)? ;
whileStatement : WHILE test COLON block (ELSE COLON block)? ;
forStatement : FOR targets IN list COLON block (ELSE COLON block)? ;
withStatement : WITH withItem (COMMA withItem)* COLON block ;
withItem : test (AS target)? ;

tryStatement
    : TRY COLON block (handler+ (ELSE COLON block)? (FINALLY COLON block)? | FINALLY COLON block)
    ;
handler : EXCEPT STAR? (test (AS NAME)?)? COLON block ;

decorator : AT test NEWLINE ;
function
    : DEF NAME typeParameters? LPAREN (parameter (COMMA parameter?)*)? RPAREN (ARROW test)?
      COLON block
    ;
parameter
    : NAME (COLON test)? (ASSIGN test)?
    | STAR (NAME (COLON item)?)?
    | POWER NAME (COLON test)?
    | SLASH
    ;
classDefinition : CLASS NAME typeParameters? (LPAREN arguments? RPAREN)? COLON block ;
typeParameters : LBRACKET typeParameter (COMMA typeParameter?)* RBRACKET ;
typeParameter : NAME (COLON test)? | STAR NAME | POWER NAME ;

matchStatement : MATCH list COLON NEWLINE INDENT matchCase+ DEDENT ;
matchCase : CASE patterns (IF test)? COLON block ;

// ---------------------------------------------------------------- patterns

patterns : pattern (COMMA pattern?)* ;
pattern : STAR NAME | closed (BAR closed)* (AS NAME)? ;
closed
    : MINUS? NUMBER ((PLUS | MINUS) NUMBER)?
    | strings
    | NONE
    | TRUE
    | FALSE
    | dotted (LPAREN (patternArgument (COMMA patternArgument?)*)? RPAREN)?
    | LPAREN patterns? RPAREN
    | LBRACKET patterns? RBRACKET
    | LBRACE (mappingItem (COMMA mappingItem?)*)? RBRACE
    ;
patternArgument : pattern (ASSIGN pattern)? ;
mappingItem : POWER NAME | closed COLON pattern ;

// ---------------------------------------------------------------- expressions

value : yielding | list ;
yielding : YIELD (FROM test | list)? ;

list : item (COMMA item?)* ;
item : STAR expr | test ;

targets : target (COMMA target?)* ;
target : STAR? atom trailer* ;

test
    : expr (IF expr ELSE test | WALRUS test)?
    | LAMBDA (lambdaParameter (COMMA lambdaParameter?)*)? COLON test
    ;
lambdaParameter : NAME (ASSIGN test)? | STAR NAME? | POWER NAME | SLASH ;

expr
    : atom
    | expr trailer
    | AWAIT expr
    | <assoc = right> expr POWER expr
    | (PLUS | MINUS | TILDE) expr
    | expr (STAR | SLASH | FLOOR | PERCENT | AT) expr
    | expr (PLUS | MINUS) expr
    | expr (SHIFT_LEFT | SHIFT_RIGHT) expr
    | expr AMPERSAND expr
    | expr CARET expr
    | expr BAR expr
    | expr (LESS | GREATER | LESS_EQUAL | GREATER_EQUAL | EQUAL | NOT_EQUAL | IN | NOT_IN | IS | IS_NOT) expr
    | NOT expr
    | expr AND expr
    | expr OR expr
    ;

atom
    : NAME
    | NUMBER
    | strings
    | NONE
    | TRUE
    | FALSE
    | ELLIPSIS
    | LPAREN (yielding | elements)? RPAREN
    | LBRACKET elements? RBRACKET
    | LBRACE (entry (comprehension | (COMMA entry?)*))? RBRACE
    ;
elements : element (comprehension | (COMMA element?)*) ;
element : item (AS target)? ;
entry : POWER expr | item (COLON test)? ;
comprehension : clause+ ;
clause : ASYNC? FOR targets IN expr (IF expr)* ;

trailer : DOT NAME | LPAREN arguments? RPAREN | LBRACKET subscript (COMMA subscript?)* RBRACKET ;
arguments : argument (COMMA argument?)* ;
argument : STAR test | POWER test | test (comprehension | ASSIGN test)? ;
subscript
    : STAR expr
    | test (COLON test? (COLON test?)?)?
    | COLON test? (COLON test?)?
    ;

strings : (STRING | fstring)+ ;
fstring : FSTRING_START fpart* FSTRING_END ;
fpart
    : FSTRING_TEXT
    | LBRACE value ASSIGN? (EXCLAMATION NAME)? (COLON fpart*)? RBRACE
    ;
