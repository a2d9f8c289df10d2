package tritonc.grammar;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.misc.Interval;

import tritonc.ir.diagnostic.SourceFile;

/// A source text as ANTLR wants to see it, indexed in UTF-16 units like every span. Characters
/// beyond ASCII all read as [Scanner#BEYOND_ASCII]: ANTLR caches its automaton for ASCII only and
/// would compute its moves anew for each of the others.
final class SourceChars implements CharStream {
    private final SourceFile file;
    private final char[] chars;
    private int at;

    SourceChars(SourceFile file) {
        this.file = file;
        this.chars = file.text().toCharArray();
    }

    /// The characters as they are; not to be written to.
    char[] chars() {
        return chars;
    }

    @Override
    public int LA(int i) {
        int index = at + i - 1;
        if (i < 0) {
            index++;
        }
        if (index < 0 || index >= chars.length) {
            return EOF;
        }
        char c = chars[index];
        return c < 128 ? c : Scanner.BEYOND_ASCII;
    }

    @Override
    public void consume() {
        if (at >= chars.length) {
            throw new IllegalStateException("past the end");
        }
        at++;
    }

    @Override
    public int index() {
        return at;
    }

    @Override
    public void seek(int index) {
        at = Math.min(index, chars.length);
    }

    @Override
    public int size() {
        return chars.length;
    }

    @Override
    public int mark() {
        return 0;
    }

    @Override
    public void release(int marker) {}

    @Override
    public String getText(Interval interval) {
        int start = Math.min(interval.a, chars.length);
        int end = Math.min(interval.b + 1, chars.length);
        return new String(chars, start, Math.max(0, end - start));
    }

    @Override
    public String getSourceName() {
        return file.path();
    }
}
