package tritonc.grammar;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;

/// The depths of the blocks that are open, and what the indentation of a new line does to them. A
/// line is measured twice, with tabs reaching to the next multiple of 8 and with tabs as one
/// column; if the two disagree about what is deeper, the file depends on the width of a tab
/// (Language Reference, 2.1.8).
final class Indents {
    /// As many as CPython allows.
    static final int MAX_DEPTH = 100;

    private final SourceFile file;
    private final int[] columns = new int[MAX_DEPTH + 1];
    private final int[] tabColumns = new int[MAX_DEPTH + 1];

    /// Whether an INDENT stands for the level, and so a DEDENT must at its end.
    private final boolean[] real = new boolean[MAX_DEPTH + 1];

    private int depth;

    Indents(SourceFile file) {
        this.file = file;
    }

    /// Adds the INDENT or the DEDENTs that a line brings which begins its code at `code`.
    ///
    /// @param column its column with tabs to multiples of 8
    /// @param tabColumn its column with tabs as one
    /// @return what is wrong with the indentation, or null
    @Nullable Diagnostic line(TokenArray tokens, int code, int column, int tabColumn) {
        if (column == columns[depth]) {
            return tabColumn == tabColumns[depth] ? null : tabs(code);
        }
        if (column > columns[depth]) {
            if (depth == MAX_DEPTH) {
                return Diagnostic.error(
                                Code.TOO_DEEP,
                                new Span(file, code, code),
                                "blocks are nested deeper than " + MAX_DEPTH + " levels")
                        .help("move the inner blocks into functions");
            }
            boolean ambiguous = tabColumn <= tabColumns[depth];
            push(column, tabColumn, true);
            tokens.add(PythonLexer.INDENT, code, code, null);
            return ambiguous ? tabs(code) : null;
        }
        while (column < columns[depth]) {
            close(tokens, code);
        }
        if (column != columns[depth]) {
            int enclosing = columns[depth];
            push(column, tabColumn, false);
            return Diagnostic.error(
                            Code.INDENTATION,
                            lineStart(code),
                            "this line's indentation matches no enclosing block")
                    .help("the block around it is indented by " + enclosing + " columns");
        }
        return tabColumn == tabColumns[depth] ? null : tabs(code);
    }

    /// Adds the DEDENTs of the blocks still open at the end of the file.
    void end(TokenArray tokens, int code) {
        while (depth > 0) {
            close(tokens, code);
        }
    }

    private void push(int column, int tabColumn, boolean isReal) {
        depth++;
        columns[depth] = column;
        tabColumns[depth] = tabColumn;
        real[depth] = isReal;
    }

    private void close(TokenArray tokens, int code) {
        if (real[depth]) {
            tokens.add(PythonLexer.DEDENT, code, code, null);
        }
        depth--;
    }

    private Diagnostic tabs(int code) {
        return Diagnostic.error(
                        Code.TABS_AND_SPACES,
                        lineStart(code),
                        "the depth of this line depends on how wide a tab is")
                .help("indent the whole file with spaces");
    }

    private Span lineStart(int code) {
        return new Span(file, file.lineStart(file.line(code)), code);
    }
}
