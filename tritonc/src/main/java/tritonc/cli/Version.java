package tritonc.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/// The version that the build wrote beside the classes.
final class Version implements IVersionProvider {
    /// The whole line, as `--version` prints it.
    static String line() {
        try (InputStream line = Version.class.getResourceAsStream("version.txt")) {
            if (line == null) {
                throw new IllegalStateException("the build wrote no version.txt");
            }
            return new String(line.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new IllegalStateException("version.txt cannot be read", e);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {line()};
    }
}
