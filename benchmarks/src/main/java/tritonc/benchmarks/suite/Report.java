package tritonc.benchmarks.suite;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import tritonc.benchmarks.figure.Figure;
import tritonc.benchmarks.figure.NotMeasured;
import tritonc.benchmarks.figure.Numbers;
import tritonc.benchmarks.figure.Row;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The rows of a run as text, JSON and a page.
record Report(String machine, List<Row> rows) {
    private static final String BEGIN = "<!-- measured: begin -->\n";
    private static final String END = "<!-- measured: end -->\n";

    /// A Markdown table, one row a figure.
    String table() {
        StringBuilder text = new StringBuilder("Machine: " + machine + ".\n\n");
        text.append("| suite | figure | median | p10 to p90 | unit | target | |\n");
        text.append("|---|---|--:|--:|---|--:|---|\n");
        for (Row row : rows) {
            switch (row) {
                case Figure f -> figure(f, text);
                case NotMeasured n ->
                        text.append("| ")
                                .append(n.suite())
                                .append(" | ")
                                .append(n.name())
                                .append(" | not measured | | | | ")
                                .append(n.why())
                                .append(" |\n");
            }
        }
        return text.toString();
    }

    private static void figure(Figure f, StringBuilder text) {
        String status = f.target() == null ? "" : f.isMissed() ? "missed" : "met";
        text.append("| ").append(f.suite()).append(" | ").append(f.name());
        text.append(" | ").append(Numbers.text(f.median())).append(" | ");
        if (f.samples() > 1) {
            text.append(Numbers.text(f.p10())).append(" to ").append(Numbers.text(f.p90()));
        }
        text.append(" | ").append(f.unit()).append(" | ");
        text.append(f.target() == null ? "" : f.target().toString());
        text.append(" | ").append(status).append(" |\n");
    }

    void save(Path file) throws IOException {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("machine", machine);
        ArrayNode figures = json.putArray("figures");
        for (Row row : rows) {
            ObjectNode node = figures.addObject().put("suite", row.suite()).put("name", row.name());
            switch (row) {
                case Figure f -> {
                    node.put("unit", f.unit()).put("median", f.median());
                    node.put("p10", f.p10()).put("p90", f.p90()).put("samples", f.samples());
                    if (f.target() != null) {
                        node.put("target", f.target().toString()).put("met", !f.isMissed());
                    }
                }
                case NotMeasured n -> node.put("not_measured", n.why());
            }
        }
        Files.writeString(file, json.toPrettyString() + "\n");
    }

    /// Replaces the measured part of the page.
    ///
    /// @throws IOException if the page cannot be read or has no such part
    void writePage(Path page) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(page + " has no measured part");
        }
        Files.writeString(page, text.substring(0, begin) + BEGIN + table() + text.substring(end));
    }
}
