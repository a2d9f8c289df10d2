package tritonc.grammar;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;

/// A word of the source. Its text and line are only made when somebody asks.
public final class PythonToken implements Token {
    private final SourceFile file;
    private final int type;
    private final int start;
    private final int end;
    private final int index;
    private @Nullable String text;

    PythonToken(SourceFile file, int type, int start, int end, int index, @Nullable String text) {
        this.file = file;
        this.type = type;
        this.start = start;
        this.end = end;
        this.index = index;
        this.text = text;
    }

    /// The same word as another kind of token.
    PythonToken as(int otherType) {
        return new PythonToken(file, otherType, start, end, index, text);
    }

    /// Where the word stands.
    public Span span() {
        return new Span(file, start, end);
    }

    /// The offset of its first character.
    public int start() {
        return start;
    }

    /// The offset behind its last character.
    public int end() {
        return end;
    }

    @Override
    public int getType() {
        return type;
    }

    /// Names in the form that Python compares (NFKC), equal ones as one object; other words as
    /// written.
    @Override
    public String getText() {
        String known = text;
        if (known == null) {
            known = type == EOF ? "<EOF>" : file.text().substring(start, end);
            text = known;
        }
        return known;
    }

    @Override
    public int getLine() {
        return file.line(start);
    }

    @Override
    public int getCharPositionInLine() {
        return file.column(start) - 1;
    }

    @Override
    public int getChannel() {
        return DEFAULT_CHANNEL;
    }

    @Override
    public int getTokenIndex() {
        return index;
    }

    @Override
    public int getStartIndex() {
        return start;
    }

    @Override
    public int getStopIndex() {
        return end - 1;
    }

    @Override
    public @Nullable TokenSource getTokenSource() {
        return null;
    }

    @Override
    public @Nullable CharStream getInputStream() {
        return null;
    }

    @Override
    public String toString() {
        return PythonLexer.VOCABULARY.getDisplayName(type) + " " + getText();
    }
}
