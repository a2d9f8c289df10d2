package tritonc.benchmarks.source;

/// A text written line by line, with its indentation.
final class MixLines {
    private final StringBuilder text = new StringBuilder();
    private String margin = "";
    private int count;

    /// Writes a line; an empty one has no margin.
    void line(String line) {
        if (!line.isEmpty()) {
            text.append(margin).append(line);
        }
        text.append('\n');
        count++;
    }

    void indent() {
        margin += "    ";
    }

    void dedent() {
        margin = margin.substring(4);
    }

    int count() {
        return count;
    }

    String text() {
        return text.toString();
    }
}
