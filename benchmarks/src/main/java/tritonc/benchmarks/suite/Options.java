package tritonc.benchmarks.suite;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/// What the suite is asked for.
///
/// @param root the project's folder
/// @param full longer runs, for a page to be published
/// @param python a Python with numpy (and torch), for the rivals
/// @param json where figures are saved
/// @param page whether `docs/performance.md` is written
record Options(Path root, boolean full, @Nullable Path python, @Nullable Path json, boolean page) {
    static final String USAGE =
            """
            usage: bin/bench [--full] [--python PYTHON] [--save FILE.json] [--page]
              --full           longer runs, as for a published page
              --python PYTHON  a Python with numpy (and torch), so that rivals are measured too
              --save FILE      write the figures as JSON
              --page           write them into docs/performance.md
            """;

    /// @throws IllegalArgumentException with the word that is wrong
    static Options of(String[] words) {
        boolean full = false;
        boolean page = false;
        @Nullable Path python = null;
        @Nullable Path json = null;
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "--full" -> full = true;
                case "--page" -> page = true;
                case "--python", "--save" -> {
                    if (i + 1 == words.length) {
                        throw new IllegalArgumentException(words[i] + " needs a value");
                    }
                    Path value = Path.of(words[i + 1]);
                    python = words[i].equals("--python") ? value : python;
                    json = words[i].equals("--save") ? value : json;
                    i++;
                }
                default -> throw new IllegalArgumentException("unknown option " + words[i]);
            }
        }
        Path root = Path.of(System.getProperty("tritonc.root", "")).toAbsolutePath();
        return new Options(root, full, python, json, page);
    }
}
