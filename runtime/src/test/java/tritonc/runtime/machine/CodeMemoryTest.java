package tritonc.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

import tritonc.ir.target.CpuFeature;
import tritonc.ir.target.CpuInfo;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

class CodeMemoryTest {
    /// `lea rax, [rdi + 2*rsi]; ret`
    private static final byte[] CODE = HexFormat.of().parseHex("488d0477c3");

    @Test
    void codeRuns() throws Throwable {
        assumeTrue(CodeMemory.unavailable() == null);
        try (CodeMemory code = CodeMemory.of(CODE)) {
            MethodHandle call =
                    Linker.nativeLinker()
                            .downcallHandle(
                                    code.entry(),
                                    FunctionDescriptor.of(
                                            ValueLayout.JAVA_LONG,
                                            ValueLayout.JAVA_LONG,
                                            ValueLayout.JAVA_LONG));
            assertThat((long) call.invokeExact(3L, 20L)).isEqualTo(43);
        }
    }

    @Test
    void itIsNeverWritableAndExecutable() throws IOException {
        assumeTrue(CodeMemory.unavailable() == null);
        try (CodeMemory code = CodeMemory.of(CODE)) {
            String start = Long.toHexString(code.entry().address());
            List<String> maps = Files.readAllLines(Path.of("/proc/self/maps"));
            assertThat(maps).anyMatch(m -> m.startsWith(start) && m.contains(" r-xp "));
            assertThat(maps).noneMatch(m -> m.startsWith(start) && m.contains("w"));
        }
    }

    @Test
    void itIsGivenBack() throws IOException {
        assumeTrue(CodeMemory.unavailable() == null);
        CodeMemory code = CodeMemory.of(new byte[1 << 20]);
        String start = Long.toHexString(code.entry().address()) + "-";
        code.close();
        code.close();
        assertThat(Files.readAllLines(Path.of("/proc/self/maps")))
                .noneMatch(m -> m.startsWith(start) && m.contains(" r-xp "));
    }

    @Test
    void featuresAreThoseThatLinuxSees() throws IOException {
        assumeTrue(CodeMemory.unavailable() == null);
        CpuInfo here = Cpuid.here();
        String flags =
                Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                        .filter(l -> l.startsWith("flags"))
                        .findFirst()
                        .orElseThrow();
        Set<String> theirs = Set.of(flags.substring(flags.indexOf(':') + 2).split(" "));
        for (CpuFeature feature : CpuFeature.values()) {
            String name = feature.text();
            name = name.equals("lzcnt") ? "abm" : name;
            assertThat(here.has(feature)).as(name).isEqualTo(theirs.contains(name));
        }
        assertThat(here.caches()).isNotEmpty().isSorted();
        assertThat(here.caches().getFirst()).isBetween(8L << 10, 1L << 20);
        assertThat(here.only(Set.of(CpuFeature.AVX2)).hasAvx512()).isFalse();
        assertThat(here.withoutAvx512().hasAvx512()).isFalse();
        assertThat(here.withoutAvx512().hasAvx2()).isEqualTo(here.hasAvx2());
        CpuInfo without = here.without(CpuFeature.AVX512_VNNI);
        assertThat(without.has(CpuFeature.AVX512_VNNI)).isFalse();
        assertThat(without.hasAvx512()).isEqualTo(here.hasAvx512());
    }
}
