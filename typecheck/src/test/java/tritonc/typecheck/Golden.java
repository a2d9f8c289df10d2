package tritonc.typecheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Expected texts in `src/test/resources`. With `-Dgolden.update=true` they are rewritten, and the
/// run fails so that the change is looked at.
final class Golden {
    private static final Path RESOURCES = Path.of("src/test/resources");

    private Golden() {}

    /// The files of a folder whose names end so, in order.
    static List<Path> files(String folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
            return files.filter(f -> f.toString().endsWith(suffix)).sorted().toList();
        }
    }

    static void check(Path expected, String actual) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            boolean same = Files.exists(expected) && Files.readString(expected).equals(actual);
            if (!same) {
                Files.writeString(expected, actual);
                fail("rewrote " + expected);
            }
            return;
        }
        assertThat(expected).exists();
        assertThat(actual).isEqualTo(Files.readString(expected));
    }

    /// What stands behind `# key:` in a line of its own.
    static List<String> directives(String text, String key) {
        return text.lines()
                .filter(l -> l.startsWith("# " + key + ":"))
                .map(l -> l.substring(key.length() + 3).strip())
                .toList();
    }
}
