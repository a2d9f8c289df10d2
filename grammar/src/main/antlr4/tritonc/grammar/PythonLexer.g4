// The words of Python 3.12 that do not depend on where they stand. What depends on the place is
// made by TokenReader: indentation, the inside of f-strings, keywords and soft keywords (from NAME),
// `not in` and `is not`.
// Every character beyond ASCII arrives as U+001A, so that the automaton stays small; which of them
// may stand in a name is checked afterwards.
//
// Written from "The Python Language Reference", chapter 2 (lexical analysis).
lexer grammar PythonLexer;

tokens {
    INDENT, DEDENT, FSTRING_TEXT, FSTRING_END,
    AND, AS, ASSERT, ASYNC, AWAIT, BREAK, CLASS, CONTINUE, DEF, DEL, ELIF, ELSE, EXCEPT, FALSE,
    FINALLY, FOR, FROM, GLOBAL, IF, IMPORT, IN, IS, LAMBDA, NONE, NONLOCAL, NOT, OR, PASS, RAISE,
    RETURN, TRUE, TRY, WHILE, WITH, YIELD,
    NOT_IN, IS_NOT, MATCH, CASE, TYPE
}

NAME : LETTER (LETTER | DIGIT)* ;

NUMBER
    : DIGITS EXPONENT? [jJ]?
    | DIGITS? '.' DIGITS EXPONENT? [jJ]?
    | DIGITS '.' EXPONENT? [jJ]?
    | '0' [xX] ('_'? HEX)+
    | '0' [oO] ('_'? [0-7])+
    | '0' [bB] ('_'? [01])+
    ;

STRING
    : PREFIX? '"' DOUBLE '"'
    | PREFIX? '\'' SINGLE '\''
    | PREFIX? '"""' LONG_DOUBLE '"""'
    | PREFIX? '\'\'\'' LONG_SINGLE '\'\'\''
    ;

FSTRING_START : FPREFIX ('"' | '\'' | '"""' | '\'\'\'') ;

// Shorter than STRING wherever that matches too, so it is only seen when the end is missing.
OPEN_STRING
    : PREFIX? '"' DOUBLE
    | PREFIX? '\'' SINGLE
    | PREFIX? '"""' LONG_DOUBLE '"'? '"'?
    | PREFIX? '\'\'\'' LONG_SINGLE '\''? '\''?
    ;

COMMENT : '#' ~[\r\n]* ;
NEWLINE : '\r'? '\n' | '\r' ;
JOIN : '\\' ('\r'? '\n' | '\r') ;

LPAREN : '(' ;
RPAREN : ')' ;
LBRACKET : '[' ;
RBRACKET : ']' ;
LBRACE : '{' ;
RBRACE : '}' ;
COMMA : ',' ;
COLON : ':' ;
SEMICOLON : ';' ;
DOT : '.' ;
ELLIPSIS : '...' ;
EXCLAMATION : '!' ;
ARROW : '->' ;
WALRUS : ':=' ;
ASSIGN : '=' ;
PLUS_ASSIGN : '+=' ;
MINUS_ASSIGN : '-=' ;
STAR_ASSIGN : '*=' ;
AT_ASSIGN : '@=' ;
SLASH_ASSIGN : '/=' ;
PERCENT_ASSIGN : '%=' ;
AMPERSAND_ASSIGN : '&=' ;
BAR_ASSIGN : '|=' ;
CARET_ASSIGN : '^=' ;
SHIFT_LEFT_ASSIGN : '<<=' ;
SHIFT_RIGHT_ASSIGN : '>>=' ;
POWER_ASSIGN : '**=' ;
FLOOR_ASSIGN : '//=' ;
PLUS : '+' ;
MINUS : '-' ;
STAR : '*' ;
POWER : '**' ;
SLASH : '/' ;
FLOOR : '//' ;
PERCENT : '%' ;
AT : '@' ;
SHIFT_LEFT : '<<' ;
SHIFT_RIGHT : '>>' ;
AMPERSAND : '&' ;
BAR : '|' ;
CARET : '^' ;
TILDE : '~' ;
LESS : '<' ;
GREATER : '>' ;
LESS_EQUAL : '<=' ;
GREATER_EQUAL : '>=' ;
EQUAL : '==' ;
NOT_EQUAL : '!=' ;

UNKNOWN : . ;

fragment LETTER : [A-Za-z_\u001A] ;
fragment DIGIT : [0-9] ;
fragment HEX : [0-9a-fA-F] ;
fragment DIGITS : DIGIT ('_'? DIGIT)* ;
fragment EXPONENT : [eE] [+-]? DIGITS ;
fragment PREFIX : [uU] | [rR] | [bB] | [bB] [rR] | [rR] [bB] ;
fragment FPREFIX : [fF] | [fF] [rR] | [rR] [fF] ;
fragment ESCAPE : '\\' ('\r' '\n' | .) ;
fragment DOUBLE : (~["\\\r\n] | ESCAPE)* ;
fragment SINGLE : (~['\\\r\n] | ESCAPE)* ;
fragment LONG_DOUBLE : ('"'? '"'? (~["\\] | ESCAPE))* ;
fragment LONG_SINGLE : ('\''? '\''? (~['\\] | ESCAPE))* ;
