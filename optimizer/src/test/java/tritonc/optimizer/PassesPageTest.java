package tritonc.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;

/// `docs/passes.md` says what the passes say; `-Dgolden.update=true` writes it anew and fails.
class PassesPageTest {
    @Test
    void pageIsTrue() throws IOException {
        String before = Files.exists(PassesPage.PATH) ? Files.readString(PassesPage.PATH) : "";
        if (GoldenFile.UPDATE) {
            PassesPage.write();
        }
        assertThat(before).isEqualTo(PassesPage.make());
        assertThat(GoldenFile.UPDATE).as("written anew").isFalse();
    }
}
