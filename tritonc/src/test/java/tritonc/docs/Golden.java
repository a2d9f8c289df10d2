package tritonc.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Expected texts. With `-Dgolden.update=true` they are rewritten, and the run fails so that the
/// change is looked at.
public final class Golden {
    private Golden() {}

    public static void check(Path expected, String actual) throws IOException {
        if (!Boolean.getBoolean("golden.update")) {
            assertThat(expected).exists();
            assertThat(actual).isEqualTo(Files.readString(expected));
        } else if (!Files.exists(expected) || !Files.readString(expected).equals(actual)) {
            Files.writeString(expected, actual);
            fail("rewrote " + expected);
        }
    }
}
