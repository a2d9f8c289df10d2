package tritonc.fuzz.source;

/// Source lines with their indentation.
final class Lines {
    private final StringBuilder text = new StringBuilder();
    private int depth;

    void add(String line) {
        text.append("    ".repeat(depth)).append(line).append('\n');
    }

    void indent() {
        depth++;
    }

    void dedent() {
        depth--;
    }

    int depth() {
        return depth;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
