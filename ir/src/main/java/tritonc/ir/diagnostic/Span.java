package tritonc.ir.diagnostic;

/// The characters `start` (inclusive) to `end` (exclusive) of a file.
public record Span(SourceFile file, int start, int end) {
    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("not a span: " + start + ".." + end);
        }
    }

    /// The smallest span that holds both; `other` must be of the same file.
    public Span to(Span other) {
        return new Span(file, Math.min(start, other.start), Math.max(end, other.end));
    }

    /// The line, from 1, where the span starts.
    public int line() {
        return file.line(start);
    }

    /// The column, from 1, where the span starts.
    public int column() {
        return file.column(start);
    }

    public String text() {
        return file.text().substring(start, end);
    }

    @Override
    public String toString() {
        return file.path() + ":" + line() + ":" + column();
    }
}
