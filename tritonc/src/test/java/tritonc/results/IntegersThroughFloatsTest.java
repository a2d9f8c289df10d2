package tritonc.results;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tritonc.Triton;
import tritonc.driver.CompileOptions;
import tritonc.ir.target.CpuTier;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

/// Integers of 64 bits that floats become, which come from integers: what is known of those says
/// little, since floats are rounded, have no end, and are divided without a rest.
class IntegersThroughFloatsTest {
    private static final int COUNT = 64;

    private static final String KERNELS =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def rounded(x_ptr, out_ptr, N: tl.constexpr, F: tl.constexpr):
                i = tl.arange(0, N)
                x = tl.load(x_ptr + i)
                tl.store(out_ptr + i, x.to(F).to(tl.int64))

            @triton.jit
            def bits(x_ptr, out_ptr, N: tl.constexpr, F: tl.constexpr):
                i = tl.arange(0, N)
                x = tl.load(x_ptr + i) & 0x7FFFFFFF
                tl.store(out_ptr + i, x.to(F, bitcast=True).to(tl.int64))

            @triton.jit
            def quotients(x_ptr, out_ptr, N: tl.constexpr, F: tl.constexpr):
                i = tl.arange(0, N)
                x = (tl.load(x_ptr + i) & 3).to(F)
                by = (i // N + 2).to(F)
                times = (i // N + 2147483646).to(F)
                tl.store(out_ptr + i, (x / by * times).to(tl.int64))
            """;

    private static long[] run(CpuTier tier, String kernel, DType from, DType by) {
        CompileOptions options = CompileOptions.defaults().withTier(tier);
        byte[] numbers = new byte[COUNT * from.bits() / 8];
        new Random(1).nextBytes(numbers);
        // the largest first: all bits set, and the largest with a sign
        for (int i = 0; i < 2 * from.bits() / 8; i++) {
            numbers[i] = -1;
        }
        numbers[2 * from.bits() / 8 - 1] = 127;
        try (Triton triton = Triton.create(options, 1);
                Tensor x = Tensor.empty(from, COUNT);
                Tensor out = triton.zeros(DType.I64, COUNT)) {
            x.storage().copyFrom(MemorySegment.ofArray(numbers));
            Args args = Args.of("x_ptr", x, "out_ptr", out, "N", COUNT, "F", by);
            triton.load("through.py", KERNELS).kernel(kernel).launch(Grid.of(1), args);
            return out.storage().toArray(ValueLayout.JAVA_LONG);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rounded, U16, FP16",
        "rounded, I16, FP16",
        "rounded, I16, BF16",
        "rounded, I32, FP32",
        "rounded, U32, FP32",
        "rounded, I32, BF16",
        "rounded, I32, FP64",
        "bits, I32, FP32",
        "quotients, I32, FP32",
        "quotients, I32, FP64"
    })
    void allTiersGiveTheSameNumbers(String kernel, DType from, DType by) {
        Tiers.assertAgree(tier -> run(tier, kernel, from, by));
    }
}
