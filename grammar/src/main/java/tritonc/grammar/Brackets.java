package tritonc.grammar;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;

/// The brackets that are open, and how deep the syntax tree will get: everything behind the parser
/// walks that tree by recursion, so depth is refused here, before anything recurses.
final class Brackets {
    /// As many as CPython allows.
    static final int MAX_OPEN = 200;

    /// Operators in one expression that may each put the rest a level deeper.
    static final int MAX_OPERATORS = 1000;

    private static final String CLOSERS = ")]}";

    private final SourceFile file;
    private final int[] types = new int[MAX_OPEN + 1];
    private final int[] places = new int[MAX_OPEN + 1];
    private final int[] operators = new int[MAX_OPEN + 1];
    private int open;
    private int allOperators;

    Brackets(SourceFile file) {
        this.file = file;
    }

    int open() {
        return open;
    }

    /// Takes in an opening bracket.
    ///
    /// @return what is wrong, or null
    @Nullable Diagnostic push(int type, int place) {
        if (open == MAX_OPEN) {
            return Diagnostic.error(
                            Code.TOO_DEEP,
                            new Span(file, place, place + 1),
                            "brackets are nested deeper than " + MAX_OPEN + " levels")
                    .help("compute inner parts in statements of their own");
        }
        open++;
        types[open] = type;
        places[open] = place;
        operators[open] = 0;
        return null;
    }

    /// The closing bracket that the innermost open one needs.
    int wanted() {
        return switch (types[open]) {
            case PythonLexer.LPAREN -> PythonLexer.RPAREN;
            case PythonLexer.LBRACKET -> PythonLexer.RBRACKET;
            default -> PythonLexer.RBRACE;
        };
    }

    private Span place() {
        return new Span(file, places[open], places[open] + 1);
    }

    private char closer() {
        return CLOSERS.charAt((wanted() - PythonLexer.RPAREN) / 2);
    }

    /// That `start` to `end` closes another kind of bracket than the innermost open one.
    Diagnostic mismatch(int start, int end) {
        Span closing = new Span(file, start, end);
        Span opening = place();
        String message =
                "'"
                        + closing.text()
                        + "' does not close the '"
                        + opening.text()
                        + "' of line "
                        + opening.line();
        return Diagnostic.error(Code.SYNTAX, closing, message)
                .label(opening, "opened here")
                .help("write '" + closer() + "'");
    }

    /// That the innermost open bracket is never closed.
    Diagnostic unclosed() {
        Span opening = place();
        return Diagnostic.error(Code.UNCLOSED, opening, "'" + opening.text() + "' is never closed")
                .help("write '" + closer() + "' where it should end");
    }

    void pop() {
        allOperators -= operators[open];
        open--;
    }

    /// An operator, a dot or a bracket behind an operand.
    ///
    /// @return what is wrong, or null
    @Nullable Diagnostic operator(int place) {
        operators[open]++;
        allOperators++;
        if (allOperators != MAX_OPERATORS + 1) {
            return null;
        }
        return Diagnostic.error(
                        Code.TOO_DEEP,
                        new Span(file, place, place + 1),
                        "an expression has more than " + MAX_OPERATORS + " operators")
                .help("compute parts of it in statements of their own");
    }

    /// The end of an element or a line: what follows is not deeper for what stood before.
    void separator() {
        allOperators -= operators[open];
        operators[open] = 0;
    }
}
