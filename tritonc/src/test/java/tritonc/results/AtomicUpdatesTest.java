package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tritonc.Triton;
import tritonc.ir.target.CpuTier;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Kernel;
import tritonc.runtime.Tensor;

import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Atomics of integers on several threads, on few elements that all programs change, give what one
/// fold of all values gives: no update is lost, also where elements lie at addresses that their
/// size does not divide, some of them across two cache lines.
class AtomicUpdatesTest {
    private static final int N = 1 << 13;
    private static final int CELLS = 37;

    private static final String SOURCE =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def update(x, values, SHIFT: tl.constexpr, T: tl.constexpr, KIND: tl.constexpr,
                       BLOCK: tl.constexpr):
                o = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                p = (x + SHIFT).to(tl.pointer_type(T)) + o % 37
                v = tl.load(values + o)
                if KIND == 'add':
                    tl.atomic_add(p, v)
                elif KIND == 'max':
                    tl.atomic_max(p, v)
                elif KIND == 'min':
                    tl.atomic_min(p, v)
                elif KIND == 'and':
                    tl.atomic_and(p, v)
                elif KIND == 'or':
                    tl.atomic_or(p, v)
                else:
                    tl.atomic_xor(p, v)
            """;

    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void noUpdateIsLost(CpuTier tier) {
        try (Triton triton = Tiers.triton(tier, 4)) {
            Kernel kernel = triton.load("a.py", SOURCE).kernel("update");
            for (DType type : List.of(DType.I32, DType.U32, DType.I64, DType.U64)) {
                for (String kind : List.of("add", "max", "min", "and", "or", "xor")) {
                    for (int shift : new int[] {0, 1, 3}) {
                        check(kernel, type, kind, shift);
                    }
                }
            }
        }
    }

    private static void check(Kernel kernel, DType type, String kind, int shift) {
        Random random = new Random(shift);
        int bytes = type.bytes();
        // where 0 is the least that can come out, all bits are 1 at first
        boolean ones = kind.equals("and") || kind.equals("min");
        long[] cells = new long[CELLS];
        Arrays.fill(cells, value(type, ones ? -1 : 0));
        try (Tensor x = Tensor.full(DType.U8, ones ? 255 : 0, CELLS * bytes + 8);
                Tensor values = Tensor.empty(type, N)) {
            for (int i = 0; i < N; i++) {
                long value = random.nextLong() >> random.nextInt(64);
                if (bytes == 4) {
                    values.storage().setAtIndex(ValueLayout.JAVA_INT, i, (int) value);
                } else {
                    values.storage().setAtIndex(ValueLayout.JAVA_LONG, i, value);
                }
                cells[i % CELLS] = joined(type, kind, cells[i % CELLS], value(type, value));
            }
            kernel.launch(
                    Grid.of(N / 64),
                    Args.of(
                            "x", x, "values", values, "SHIFT", shift, "T", type, "KIND", kind,
                            "BLOCK", 64));
            for (int i = 0; i < CELLS; i++) {
                long at = shift + (long) i * bytes;
                long actual =
                        bytes == 4
                                ? x.storage().get(ValueLayout.JAVA_INT_UNALIGNED, at)
                                : x.storage().get(ValueLayout.JAVA_LONG_UNALIGNED, at);
                assertThat(value(type, actual))
                        .as("%s of %s shifted by %s, cell %s", kind, type, shift, i)
                        .isEqualTo(cells[i]);
            }
        }
    }

    /// What the low bits of a number stand for.
    private static long value(DType type, long bits) {
        return switch (type) {
            case I32 -> (int) bits;
            case U32 -> bits & 0xFFFF_FFFFL;
            default -> bits;
        };
    }

    private static long joined(DType type, String kind, long a, long b) {
        boolean above = type == DType.U64 ? Long.compareUnsigned(a, b) > 0 : Long.compare(a, b) > 0;
        return switch (kind) {
            case "add" -> value(type, a + b);
            case "max" -> above ? a : b;
            case "min" -> above ? b : a;
            case "and" -> a & b;
            case "or" -> a | b;
            default -> a ^ b;
        };
    }
}
