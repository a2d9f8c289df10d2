package tritonc.optimizer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Golden files of passes: cases between lines `====`, each with comment lines `# …` (the first is
/// its title), one of them `# RUN: pass, pass`, then IR, a line `---- output`, and IR.
record GoldenFile(Path path, List<Case> cases) {
    static final Path FOLDER = Path.of("src/test/resources/passes");
    static final boolean UPDATE = Boolean.getBoolean("golden.update");

    /// @param comments the lines that begin with `#`
    /// @param passes by name
    record Case(List<String> comments, List<String> passes, String input, String output) {
        String title() {
            return comments.getFirst().substring(2);
        }

        /// A case that no pass changes says so in its title.
        boolean stays() {
            return title().startsWith("stays: ");
        }
    }

    static List<GoldenFile> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<GoldenFile> all = new ArrayList<>();
            for (Path path : files.sorted().toList()) {
                all.add(read(path));
            }
            return all;
        }
    }

    static GoldenFile read(Path path) throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String text : Files.readString(path).split("(?m)^====\n", -1)) {
            cases.add(parse(text));
        }
        return new GoldenFile(path, cases);
    }

    private static Case parse(String text) {
        List<String> comments = new ArrayList<>();
        List<String> passes = new ArrayList<>();
        StringBuilder input = new StringBuilder();
        StringBuilder output = new StringBuilder();
        StringBuilder into = input;
        for (String line : text.lines().toList()) {
            if (line.startsWith("#")) {
                comments.add(line);
                if (line.startsWith("# RUN: ")) {
                    passes.addAll(List.of(line.substring(7).split(", ")));
                }
            } else if (line.equals("---- output")) {
                into = output;
            } else {
                into.append(line).append('\n');
            }
        }
        return new Case(comments, passes, input.toString(), output.toString());
    }

    /// Writes the file anew with these outputs.
    void write(List<String> outputs) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < cases.size(); i++) {
            Case c = cases.get(i);
            text.append(i == 0 ? "" : "====\n");
            text.append(String.join("\n", c.comments)).append('\n');
            text.append(c.input).append("---- output\n").append(outputs.get(i));
        }
        Files.writeString(path, text);
    }
}
