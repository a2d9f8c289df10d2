package tritonc.grammar;

import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;
import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.SourceFile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// All tokens of a file, without blanks and comments; the last one is the end of the file.
final class TokenArray implements TokenStream {
    private final SourceFile file;
    private PythonToken[] tokens;
    private int size;
    private int at;

    TokenArray(SourceFile file) {
        this.file = file;
        this.tokens = new PythonToken[Math.max(16, file.text().length() / 3)];
    }

    void add(int type, int start, int end, @Nullable String text) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, size * 2);
        }
        tokens[size] = new PythonToken(file, type, start, end, size, text);
        size++;
    }

    /// The token at `index`, which must be there.
    PythonToken at(int index) {
        return tokens[index];
    }

    /// The type of the token at `index`, the end of the file beyond it, 0 before the first.
    int type(int index) {
        return index < 0 ? 0 : index < size ? tokens[index].getType() : Token.EOF;
    }

    /// Makes the token at `index` one of another type.
    void retype(int index, int type) {
        tokens[index] = tokens[index].as(type);
    }

    /// Takes the token at `index`, already added, to reach to `end` and be of `type`.
    void extend(int index, int type, int end) {
        tokens[index] = new PythonToken(file, type, tokens[index].start(), end, index, null);
    }

    /// Takes out the INDENT at `index` and the DEDENT that belongs to it: what follows a faulty
    /// header is read as if it stood at the header's own depth.
    void dissolveBlock(int index) {
        int depth = 0;
        int close = index;
        do {
            int type = tokens[close].getType();
            depth += type == PythonLexer.INDENT ? 1 : type == PythonLexer.DEDENT ? -1 : 0;
            close++;
        } while (depth > 0);
        int to = index;
        for (int from = index; from < size; from++) {
            if (from != index && from != close - 1) {
                PythonToken moved = tokens[from];
                tokens[to] =
                        new PythonToken(
                                file,
                                moved.getType(),
                                moved.start(),
                                moved.end(),
                                to,
                                moved.getType() == Token.EOF ? null : moved.getText());
                to++;
            }
        }
        size = to;
    }

    @Override
    public int LA(int i) {
        int index = i > 0 ? at + i - 1 : at + i;
        return index < 0 ? Token.INVALID_TYPE : tokens[Math.min(index, size - 1)].getType();
    }

    @Override
    public @Nullable Token LT(int k) {
        int index = k > 0 ? at + k - 1 : at + k;
        return index < 0 ? null : tokens[Math.min(index, size - 1)];
    }

    @Override
    public void consume() {
        if (at < size - 1) {
            at++;
        }
    }

    @Override
    public int index() {
        return at;
    }

    @Override
    public void seek(int index) {
        at = Math.min(index, size - 1);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int mark() {
        return 0;
    }

    @Override
    public void release(int marker) {}

    @Override
    public Token get(int index) {
        return tokens[index];
    }

    @Override
    public TokenSource getTokenSource() {
        List<Token> all = new ArrayList<>(Arrays.asList(tokens).subList(0, size));
        return new ListTokenSource(all, file.path());
    }

    @Override
    public String getText(Interval interval) {
        if (interval.a > interval.b) {
            return "";
        }
        return file.text().substring(tokens[interval.a].start(), tokens[interval.b].end());
    }

    @Override
    public String getText() {
        return file.text();
    }

    @Override
    public String getText(RuleContext context) {
        return getText(context.getSourceInterval());
    }

    @Override
    public String getText(Token start, Token stop) {
        return getText(Interval.of(start.getTokenIndex(), stop.getTokenIndex()));
    }

    @Override
    public String getSourceName() {
        return file.path();
    }
}
