package tritonc.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tritonc.ir.type.DType;
import tritonc.runtime.Tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class LargePagesTest {
    private static final Path SETTING = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

    @TempDir Path folder;

    @Test
    void onlyASettingThatWantsToBeAskedIs() throws IOException {
        assertThat(LargePages.isOnRequest(setting("always [madvise] never"))).isTrue();
        assertThat(LargePages.isOnRequest(setting("[always] madvise never"))).isFalse();
        assertThat(LargePages.isOnRequest(setting("always madvise [never]"))).isFalse();
        assertThat(LargePages.isOnRequest(folder.resolve("none"))).isFalse();
    }

    @Test
    void largeTensorsAskForThemAndHoldZeros() throws IOException {
        assumeTrue(LargePages.isOnRequest(SETTING));
        try (Tensor large = Tensor.zeros(DType.I8, 5 * LargePages.SIZE)) {
            assertThat(large.address() % LargePages.SIZE).isZero();
            assertThat(flags(large.address())).contains(" hg");
            assertThat(large.toBytes()).containsOnly(0);
        }
    }

    private Path setting(String text) throws IOException {
        return Files.writeString(folder.resolve("setting"), text + "\n");
    }

    /// What the system says of the mapping that holds an address.
    private static String flags(long address) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/self/smaps"));
        boolean isInside = false;
        for (String line : lines) {
            if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                String[] ends = line.substring(0, line.indexOf(' ')).split("-", 2);
                isInside =
                        Long.parseUnsignedLong(ends[0], 16) <= address
                                && address < Long.parseUnsignedLong(ends[1], 16);
            } else if (isInside && line.startsWith("VmFlags:")) {
                return line;
            }
        }
        return "";
    }
}
