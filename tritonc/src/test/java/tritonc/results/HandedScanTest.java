package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import tritonc.Triton;
import tritonc.ir.target.CpuTier;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Scans whose lanes are read, scanned and stored block by block, and others that may not be.
class HandedScanTest {
    private static final int ROWS = 3;
    private static final int STRIDE = 300;

    private static final String SOURCE =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def sums(x, out, n, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                v = tl.load(x + row * 300 + c, mask=c < n, other=0)
                tl.store(out + row * 300 + c, tl.cumsum(v, 0), mask=c < n)

            @triton.jit
            def products(x, out, n, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                v = tl.load(x + row * 300 + c, mask=c < n, other=1)
                tl.store(out + row * 300 + c, tl.cumprod(v, 0), mask=c < n)

            @triton.jit
            def between(x, out, n, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                v = tl.load(x + row * 300 + c, mask=c < n, other=0)
                s = tl.cumsum(v * v + row, 0)
                tl.store(out + row * 300 + c, s * 2 - v, mask=c < n)

            @triton.jit
            def unmasked(x, out, n, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                v = tl.load(x + row * 300 + c)
                tl.store(out + row * 300 + c, tl.cumsum(v, 0), mask=c < n)

            @triton.jit
            def padded(x, out, n, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                v = tl.load(x + row * 300 + c, mask=c < n, other=2)
                tl.store(out + row * 300 + c, tl.cumsum(v, 0))

            @triton.jit
            def backwards(x, out, n, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                v = tl.load(x + row * 300 + c, mask=c < n, other=0)
                tl.store(out + row * 300 + c, tl.cumsum(v, 0, reverse=True), mask=c < n)

            @triton.jit
            def shifted(x, out, n, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                v = tl.load(x + row * 300 + c, mask=c < n, other=0)
                s = tl.flip(tl.cumsum(v, 0))
                tl.store(out + row * 300 + c, s, mask=c < n)

            @triton.jit
            def turned(x, out, n, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                v = tl.flip(tl.load(x + row * 300 + c))
                tl.store(x + row * 300 + c, tl.cumsum(v, 0))
                w = tl.load(out + row * 300 + c)
                w = tl.reshape(tl.trans(tl.reshape(w, [16, BLOCK // 16])), [BLOCK])
                tl.store(out + row * 300 + c, tl.cumsum(w * 2 + 1, 0))

            @triton.jit
            def summed(x, out, n, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                v = tl.load(x + row * 300 + c, mask=c < n, other=0)
                s = tl.cumsum(v, 0)
                tl.store(out + row * 300 + c, s, mask=c < n)
                tl.store(out + row * 300 + 299, tl.max(s, axis=0))

            @triton.jit
            def twice(x, out, n, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                v = tl.load(x + row * 300 + c, mask=c < n, other=0)
                tl.store(out + row * 300 + c, tl.cumsum(tl.cumsum(v, 0), 0), mask=c < n)

            @triton.jit
            def rows(x, out, n, BLOCK: tl.constexpr):
                r = tl.arange(0, 2)
                c = tl.arange(0, BLOCK)
                at = r[:, None] * 300 + c[None, :]
                v = tl.load(x + at, mask=(c < n)[None, :], other=0)
                tl.store(out + at, tl.cumsum(v, 1), mask=(c < n)[None, :])

            @triton.jit
            def blocks(x, out, n, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                carry = 0.0
                for start in range(0, n, BLOCK):
                    c = start + tl.arange(0, BLOCK)
                    v = tl.load(x + row * 300 + c, mask=c < n, other=0)
                    s = tl.cumsum(v, 0) + carry
                    tl.store(out + row * 300 + c, s, mask=c < n)
                    carry += tl.sum(v, axis=0)
            """;

    /// @param shift elements between x and the output in one storage; -1 for two storages
    private static List<Byte> run(CpuTier tier, String kernel, DType type, int n, int shift) {
        try (Triton triton = Tiers.triton(tier, 1);
                Tensor x = numbers(type);
                Tensor apart = Tensor.zeros(type, ROWS * STRIDE)) {
            Tensor out =
                    shift < 0
                            ? apart
                            : x.strided(new long[] {ROWS * STRIDE}, new long[] {1}, shift);
            triton.load("p.py", SOURCE)
                    .kernel(kernel)
                    .launch(Grid.of(ROWS), Args.of("x", x, "out", out, "n", n, "BLOCK", 256));
            List<Byte> bytes = new ArrayList<>();
            for (byte b : (shift < 0 ? apart : x).storage().toArray(ValueLayout.JAVA_BYTE)) {
                bytes.add(b);
            }
            return bytes;
        }
    }

    /// Numbers of a type; the first ones of fp32 are -0.
    private static Tensor numbers(DType type) {
        int count = ROWS * STRIDE + 16;
        Tensor numbers = type.isFloat() ? Tensor.randn(1, type, count) : Tensor.zeros(type, count);
        if (type == DType.FP32) {
            for (int i = 0; i < 20; i++) {
                numbers.storage().setAtIndex(ValueLayout.JAVA_FLOAT, i, -0f);
            }
        } else if (!type.isFloat()) {
            byte[] bytes = new byte[(int) numbers.storage().byteSize()];
            new Random(1).nextBytes(bytes);
            MemorySegment.copy(bytes, 0, numbers.storage(), ValueLayout.JAVA_BYTE, 0, bytes.length);
        }
        return numbers;
    }

    @ParameterizedTest
    @CsvSource({
        "sums, 256",
        "sums, 255",
        "sums, 16",
        "sums, 7",
        "sums, 0",
        "products, 100",
        "products, 256",
        "between, 256",
        "between, 33",
        "unmasked, 200",
        "padded, 77",
        "backwards, 130",
        "shifted, 100",
        "summed, 250",
        "twice, 256",
        "twice, 9",
        "rows, 123",
        "blocks, 300",
        "blocks, 256"
    })
    void allTiersGiveTheSame(String kernel, int n) {
        Tiers.assertAgree(tier -> run(tier, kernel, DType.FP32, n, -1));
    }

    @ParameterizedTest
    @EnumSource(names = {"FP16", "BF16", "FP64", "I8", "I16", "I32", "I64", "U8", "U32"})
    void ofAllTypes(DType type) {
        Tiers.assertAgree(tier -> run(tier, "sums", type, 199, -1));
        Tiers.assertAgree(tier -> run(tier, "products", type, 70, -1));
        Tiers.assertAgree(tier -> run(tier, "between", type, 256, -1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 16})
    void inPlaceAndOverItsOwnInput(int shift) {
        Tiers.assertAgree(tier -> run(tier, "sums", DType.FP32, 256, shift));
        Tiers.assertAgree(tier -> run(tier, "between", DType.FP32, 200, shift));
        Tiers.assertAgree(tier -> run(tier, "turned", DType.FP32, 256, shift));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sums", "products", "between", "unmasked", "blocks"})
    void lanesThatOnlyStoresReadAreHandedOn(String kernel) {
        String signature = "*fp32:16, *fp32:16, i32, 256";
        var explained = Listings.explained(SOURCE, kernel, signature);
        assertThat(explained.nests()).allMatch(n -> n.traffic().scratch() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"padded", "backwards", "shifted", "summed", "twice", "rows"})
    void othersAreNot(String kernel) {
        String signature = "*fp32:16, *fp32:16, i32, 256";
        var explained = Listings.explained(SOURCE, kernel, signature);
        assertThat(explained.nests()).anyMatch(n -> n.traffic().scratch() > 0);
    }

    @Test
    void firstLanesKeepTheirSign() {
        List<Byte> bytes = run(Tiers.machineCode().getFirst(), "sums", DType.FP32, 64, -1);
        assertThat(bytes.subList(0, 4)).containsExactly((byte) 0, (byte) 0, (byte) 0, (byte) -128);
    }
}
