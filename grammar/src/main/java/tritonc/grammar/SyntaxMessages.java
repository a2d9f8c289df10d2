package tritonc.grammar;

import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;

/// Says in the words of Python what the parser met and what it could have gone on with.
final class SyntaxMessages {
    private final TokenArray tokens;
    private final SourceFile file;

    SyntaxMessages(TokenArray tokens, SourceFile file) {
        this.tokens = tokens;
        this.file = file;
    }

    /// @param met the token that fits nowhere
    /// @param expected the tokens that would have fitted
    /// @param rule the rule of the grammar that was being read
    Diagnostic of(PythonToken met, IntervalSet expected, int rule) {
        Diagnostic special = layout(met, expected);
        if (special == null) {
            special = habit(met, expected, rule);
        }
        if (special == null) {
            special = keyword(met, expected, rule);
        }
        if (special != null) {
            return special;
        }
        Diagnostic error =
                syntax(met, "expected " + expectation(expected) + ", found " + describe(met));
        return beginsOperand(met.getType()) && inBracket(expected)
                ? error.help("is a ',' missing before it?")
                : error;
    }

    /// Blocks that are missing or should not be there.
    private @Nullable Diagnostic layout(PythonToken met, IntervalSet expected) {
        if (met.getType() == PythonLexer.INDENT) {
            int code = met.start();
            Span blanks = new Span(file, file.lineStart(file.line(code)), code);
            return Diagnostic.error(
                            Code.INDENTATION, blanks, "this line is indented, but begins no block")
                    .help("indent it like the line before");
        }
        if (expected.size() == 1 && expected.contains(PythonLexer.INDENT)) {
            PythonToken header = headerOf(met);
            return Diagnostic.error(
                            Code.INDENTATION,
                            place(met),
                            "expected an indented block after '"
                                    + header.getText()
                                    + "' of line "
                                    + header.getLine())
                    .help("indent what belongs to it, or write 'pass'");
        }
        if (met.getType() == PythonLexer.NEWLINE && expected.contains(PythonLexer.COLON)) {
            return inBracket(expected)
                    ? null
                    : syntax(met, "expected ':' at the end of this line").help("write ':'");
        }
        return null;
    }

    /// Mistakes that people make who come from other languages or Python 2.
    private @Nullable Diagnostic habit(PythonToken met, IntervalSet expected, int rule) {
        int index = met.getTokenIndex();
        int type = met.getType();
        if (expected.contains(PythonLexer.NEWLINE)
                && tokens.type(index - 1) == PythonLexer.NAME
                && (beginsOperand(type) || type == PythonLexer.SHIFT_RIGHT)) {
            String word = tokens.at(index - 1).getText();
            if (word.equals("print") || word.equals("exec")) {
                return Diagnostic.error(
                                Code.SYNTAX,
                                tokens.at(index - 1).span(),
                                "'" + word + "' is a function in Python 3")
                        .help("write " + word + "(...)");
            }
        }
        if (type == PythonLexer.ASSIGN
                && (expected.contains(PythonLexer.WALRUS) || inBracket(expected))) {
            return syntax(met, "'=' assigns and cannot stand in an expression")
                    .help("compare with '==', or assign with ':=' inside parentheses");
        }
        if (type == PythonLexer.ASSIGN && rule == PythonParser.RULE_ifStatement
                || type == PythonLexer.ASSIGN && rule == PythonParser.RULE_whileStatement) {
            return syntax(met, "'=' assigns and cannot stand in a condition")
                    .help("compare with '=='");
        }
        if (type == PythonLexer.COMMA && rule == PythonParser.RULE_handler) {
            return syntax(met, "several exceptions need parentheses")
                    .help("write 'except (A, B):', or 'except A as b:' to name the exception");
        }
        return repeatedOperator(met, expected);
    }

    private @Nullable Diagnostic repeatedOperator(PythonToken met, IntervalSet expected) {
        int index = met.getTokenIndex();
        PythonToken before = index > 0 ? tokens.at(index - 1) : met;
        if (before.end() != met.start() || !expectsOperand(expected)) {
            return null;
        }
        String both = before.getText() + met.getText();
        return switch (both) {
            case "&&" -> pair(before, met, "'&&' is no Python operator", "write 'and', or '&'");
            case "||" -> pair(before, met, "'||' is no Python operator", "write 'or', or '|'");
            case "<>" -> pair(before, met, "'<>' is no operator in Python 3", "write '!='");
            default -> null;
        };
    }

    private Diagnostic pair(PythonToken a, PythonToken b, String message, String help) {
        return Diagnostic.error(Code.SYNTAX, new Span(file, a.start(), b.end()), message)
                .help(help);
    }

    /// Keywords where they cannot stand.
    private @Nullable Diagnostic keyword(PythonToken met, IntervalSet expected, int rule) {
        String word = Words.keyword(met.getType());
        if (word == null) {
            return null;
        }
        if (expected.size() == 1 && expected.contains(PythonLexer.NAME)) {
            return syntax(met, "'" + word + "' is a keyword and cannot be used as a name");
        }
        boolean statement = rule == PythonParser.RULE_file || rule == PythonParser.RULE_block;
        if (!statement || !Recovery.continuesStatement(met.getType())) {
            return null;
        }
        String owner =
                switch (met.getType()) {
                    case PythonLexer.ELIF -> "'if'";
                    case PythonLexer.ELSE -> "'if', 'for', 'while' or 'try'";
                    default -> "'try'";
                };
        return syntax(met, "'" + word + "' has no " + owner + " above it")
                .help("give it the same indentation as the statement that it belongs to");
    }

    private Diagnostic syntax(PythonToken met, String message) {
        return Diagnostic.error(Code.SYNTAX, place(met), message);
    }

    /// Where to point for a token: the ends of lines, blocks and the file point behind the word
    /// before them.
    private Span place(PythonToken met) {
        return switch (met.getType()) {
            case PythonLexer.NEWLINE, PythonLexer.DEDENT, Token.EOF -> {
                int i = met.getTokenIndex() - 1;
                while (i > 0 && tokens.at(i).start() == tokens.at(i).end()) {
                    i--;
                }
                int end = i < 0 ? met.start() : tokens.at(i).end();
                yield met.getType() == PythonLexer.NEWLINE
                        ? new Span(file, end, end)
                        : new Span(file, met.start(), met.end());
            }
            default -> met.span();
        };
    }

    /// The first word of the line that ends before `met`.
    private PythonToken headerOf(PythonToken met) {
        int i = met.getTokenIndex() - 1;
        while (i > 0 && !lineBegins(tokens.type(i - 1))) {
            i--;
        }
        return tokens.at(Math.max(i, 0));
    }

    private static boolean lineBegins(int type) {
        return type == PythonLexer.NEWLINE
                || type == PythonLexer.INDENT
                || type == PythonLexer.DEDENT;
    }

    private static boolean inBracket(IntervalSet expected) {
        return expected.contains(PythonLexer.RPAREN)
                || expected.contains(PythonLexer.RBRACKET)
                || expected.contains(PythonLexer.RBRACE);
    }

    private static boolean beginsOperand(int type) {
        return switch (type) {
            case PythonLexer.NAME,
                    PythonLexer.NUMBER,
                    PythonLexer.STRING,
                    PythonLexer.FSTRING_START,
                    PythonLexer.NONE,
                    PythonLexer.TRUE,
                    PythonLexer.FALSE ->
                    true;
            default -> false;
        };
    }

    private static boolean expectsOperand(IntervalSet expected) {
        return expected.contains(PythonLexer.NAME) && expected.contains(PythonLexer.NUMBER);
    }

    /// What could stand there, most telling first.
    private static String expectation(IntervalSet expected) {
        if (expectsOperand(expected)) {
            return expected.contains(PythonLexer.PASS) ? "a statement" : "an expression";
        }
        StringBuilder text = new StringBuilder();
        int named = 0;
        int[] telling = {
            PythonLexer.NAME,
            PythonLexer.NUMBER,
            PythonLexer.IMPORT,
            PythonLexer.IN,
            PythonLexer.ELSE,
            PythonLexer.EXCEPT,
            PythonLexer.FINALLY,
            PythonLexer.DEF,
            PythonLexer.WITH,
            PythonLexer.CLASS,
            PythonLexer.CASE,
            PythonLexer.ASSIGN,
            PythonLexer.COMMA,
            PythonLexer.COLON,
            PythonLexer.LPAREN,
            PythonLexer.RPAREN,
            PythonLexer.RBRACKET,
            PythonLexer.RBRACE,
            PythonLexer.NEWLINE,
            PythonLexer.INDENT,
            PythonLexer.FOR,
            PythonLexer.STAR,
        };
        for (int type : telling) {
            if (expected.contains(type) && named < 4) {
                text.append(named == 0 ? "" : " or ").append(words(type));
                named++;
            }
        }
        return named == 0 ? "the end of the expression" : text.toString();
    }

    private static String words(int type) {
        String keyword = Words.keyword(type);
        if (keyword != null) {
            return "'" + keyword + "'";
        }
        return switch (type) {
            case PythonLexer.NAME -> "a name";
            case PythonLexer.NUMBER -> "a number";
            case PythonLexer.NEWLINE -> "the end of the statement";
            case PythonLexer.INDENT -> "an indented block";
            case PythonLexer.CASE -> "'case'";
            default -> {
                String literal = PythonLexer.VOCABULARY.getLiteralName(type);
                yield literal == null ? "something else" : literal;
            }
        };
    }

    private static String describe(PythonToken met) {
        return switch (met.getType()) {
            case Token.EOF -> "the end of the file";
            case PythonLexer.NEWLINE -> "the end of the line";
            case PythonLexer.DEDENT -> "the end of the block";
            case PythonLexer.NAME, PythonLexer.MATCH, PythonLexer.CASE, PythonLexer.TYPE ->
                    "the name '" + met.getText() + "'";
            case PythonLexer.NUMBER -> "the number " + met.getText();
            case PythonLexer.STRING, PythonLexer.FSTRING_START -> "a string";
            case PythonLexer.FSTRING_TEXT, PythonLexer.FSTRING_END -> "the text of the f-string";
            default -> "'" + met.getText() + "'";
        };
    }
}
