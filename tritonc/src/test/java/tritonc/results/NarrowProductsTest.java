package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tritonc.driver.Compilation;
import tritonc.driver.CompileOptions;
import tritonc.driver.Compiler;
import tritonc.driver.MachineCode;
import tritonc.driver.TileFile;
import tritonc.frontend.Program;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.artifact.NativePayload;
import tritonc.ir.artifact.SignatureEntry;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.target.CpuFeature;
import tritonc.ir.target.CpuInfo;
import tritonc.ir.target.CpuTier;
import tritonc.ir.text.Printer;
import tritonc.ir.text.Reader;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Kernel;
import tritonc.runtime.Tensor;
import tritonc.runtime.cpu.CpuTarget;
import tritonc.runtime.machine.Cpuid;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Products of integers of 8 and 16 bits into 32 as machine code, with the instructions that add
/// several products at once and without, give the bits of bytecode. The language multiplies int8
/// alone; tile IR has all, so that the kernels here begin as its text.
class NarrowProductsTest {
    private static final String KERNEL =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def product(a_ptr, b_ptr, c_ptr, M, N, K, am, ak, bk, bn,
                        BM: tl.constexpr, BN: tl.constexpr, BK: tl.constexpr):
                rows = tl.program_id(0) * BM + tl.arange(0, BM)
                columns = tl.program_id(1) * BN + tl.arange(0, BN)
                ks = tl.arange(0, BK)
                a_ptrs = a_ptr + rows[:, None] * am + ks[None, :] * ak
                b_ptrs = b_ptr + ks[:, None] * bk + columns[None, :] * bn
                acc = tl.zeros((BM, BN), dtype=tl.int32)
                for k in range(0, K, BK):
                    a = tl.load(a_ptrs, mask=(rows[:, None] < M) & (ks[None, :] < K - k), other=0)
                    b = tl.load(b_ptrs, mask=(ks[:, None] < K - k) & (columns[None, :] < N), other=0)
                    acc += tl.dot(a, b)
                    a_ptrs += BK * ak
                    b_ptrs += BK * bk
                mask = (rows[:, None] < M) & (columns[None, :] < N)
                tl.store(c_ptr + rows[:, None] * N + columns[None, :], acc, mask=mask)
            """;

    /// @param byColumns whether the right operand lies in memory column by column
    private record Case(
            DType left, DType right, int m, int n, int k, int[] block, boolean byColumns) {
        /// The kernel; its lines of types of 8 bits are those of an operand by their first extent.
        TileKernel kernel() {
            Compiler compiler = new Compiler(CompileOptions.ofLevel(0));
            Program program = compiler.load(new SourceFile("product.py", KERNEL));
            List<SignatureEntry> entries = new ArrayList<>();
            for (String name : List.of("a_ptr", "b_ptr", "c_ptr")) {
                DType type = name.equals("c_ptr") ? DType.I32 : DType.I8;
                entries.add(new SignatureEntry.Runtime(name, new PointerType(type), 16));
            }
            for (String name : List.of("M", "N", "K", "am", "ak", "bk", "bn")) {
                boolean isOne = name.equals("ak") || name.equals(byColumns ? "bk" : "bn");
                entries.add(
                        isOne
                                ? new SignatureEntry.One(name, DType.I32)
                                : new SignatureEntry.Runtime(name, DType.I32, 1));
            }
            String[] sizes = {"BM", "BN", "BK"};
            for (int i = 0; i < sizes.length; i++) {
                entries.add(new SignatureEntry.Constexpr(sizes[i], "" + block[i]));
            }
            KernelSignature signature = new KernelSignature("product", entries);
            TileKernel made =
                    compiler.lower(program, program.kernel("product").orElseThrow(), signature);
            String text =
                    Printer.print(made)
                            .replace("%0: *i8", "%0: *" + left)
                            .replace("%1: *i8", "%1: *" + right)
                            .replaceAll("(\\[" + block[0] + ",\\d+\\]\\*?)i8\\b", "$1" + left)
                            .replaceAll("(\\[" + block[2] + ",\\d+\\]\\*?)i8\\b", "$1" + right);
            assertThat(text).contains("dot");
            return Reader.read(new SourceFile("product.tile", text));
        }

        Compilation compiled(Set<CpuFeature> features) {
            CompileOptions options = CompileOptions.defaults().withFeatures(features);
            TileKernel kernel = kernel();
            return new Compiler(options).compile(kernel, TileFile.signature(kernel));
        }
    }

    private static Tensor numbers(Random random, DType type, long count) {
        int bytes = type.bits() / 8;
        byte[] all = new byte[(int) count * bytes];
        random.nextBytes(all);
        byte[] extremes = {0, -1, -128, 127};
        for (int i = 0; i < all.length; i++) {
            if (random.nextInt(4) == 0) {
                all[i] = extremes[random.nextInt(4)];
            }
        }
        Tensor tensor = Tensor.empty(type, count);
        tensor.storage().copyFrom(MemorySegment.ofArray(all));
        return tensor;
    }

    /// The bits of the product, on a processor with so much.
    private static int[] run(Case c, CpuTier tier, CpuInfo cpu, int threads, Tensor a, Tensor b) {
        try (CpuTarget target = CpuTarget.create(threads, tier, cpu);
                Tensor out = Tensor.zeros(DType.I32, (long) c.m * c.n)) {
            Kernel kernel = Kernel.of(c.compiled(cpu.features()).artifact(), target);
            List<Object> args = new ArrayList<>(List.of("a_ptr", a, "b_ptr", b, "c_ptr", out));
            args.addAll(List.of("M", c.m, "N", c.n, "K", c.k, "am", c.k));
            args.addAll(c.byColumns ? List.of("bn", c.k) : List.of("bk", c.n));
            Grid grid =
                    Grid.of(
                            (c.m + c.block[0] - 1) / c.block[0],
                            (c.n + c.block[1] - 1) / c.block[1]);
            kernel.launch(grid, Args.of(args.toArray()));
            return out.storage().toArray(ValueLayout.JAVA_INT);
        }
    }

    private static void check(Case c, long seed, int threads) {
        Random random = new Random(seed);
        try (Tensor a = numbers(random, c.left, (long) c.m * c.k);
                Tensor b = numbers(random, c.right, (long) c.k * c.n)) {
            check(c, threads, a, b);
        }
    }

    private static void check(Case c, int threads, Tensor a, Tensor b) {
        CpuInfo here = Cpuid.here();
        int[] expected = run(c, CpuTier.JVM, here, 1, a, b);
        for (CpuTier tier : Tiers.machineCode()) {
            CpuInfo plain = here.without(CpuFeature.AVX512_VNNI).without(CpuFeature.AVX_VNNI);
            for (CpuInfo cpu : List.of(here, plain)) {
                assertThat(run(c, tier, cpu, threads, a, b))
                        .as("%s, %s, with VNNI %s", c, tier, cpu != plain)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "I8, I8, false",
        "I8, U8, false",
        "U8, I8, false",
        "U8, U8, false",
        "I16, I16, false",
        "I16, U8, false",
        "I8, I16, false",
        "I8, I8, true",
        "I8, U8, true",
        "U8, I8, true",
        "U8, U8, true",
        "I16, I16, true"
    })
    void allTypesGiveTheBitsOfBytecode(DType left, DType right, boolean byColumns) {
        check(new Case(left, right, 70, 90, 300, new int[] {32, 64, 16}, byColumns), 1, 1);
        check(new Case(left, right, 64, 64, 2100, new int[] {16, 32, 64}, byColumns), 2, 1);
        check(new Case(left, right, 40, 17, 64, new int[] {64, 16, 32}, byColumns), 3, 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shapesByChanceGiveTheBitsOfBytecode(long seed) {
        Random random = new Random(seed);
        List<DType> types = List.of(DType.I8, DType.U8);
        int bm = 8 << random.nextInt(5);
        int bk = bm == 32 ? 64 : 32;
        int[] block = {bm, 16 << random.nextInt(4), bk};
        Case c =
                new Case(
                        types.get(random.nextInt(2)),
                        types.get(random.nextInt(2)),
                        1 + random.nextInt(200),
                        1 + random.nextInt(200),
                        1 + random.nextInt(2500),
                        block,
                        random.nextBoolean());
        check(c, seed, 1 + random.nextInt(4));
    }

    /// Sums pass 2^31 and wrap.
    @ParameterizedTest
    @CsvSource({"I8, -128, -128", "U8, -1, -1", "I8, 127, -128", "I16, -32768, -32768"})
    void sumsWrap(DType type, int left, int right) {
        Case c = new Case(type, type, 32, 16, 140_000, new int[] {32, 16, 64}, false);
        try (Tensor a = filled(type, left, (long) c.m * c.k);
                Tensor b = filled(type, right, (long) c.k * c.n)) {
            check(c, 1, a, b);
        }
    }

    private static Tensor filled(DType type, int value, long count) {
        Tensor tensor = Tensor.empty(type, count);
        for (long i = 0; i < count; i++) {
            if (type.bits() == 16) {
                tensor.storage().setAtIndex(ValueLayout.JAVA_SHORT, i, (short) value);
            } else {
                tensor.storage().setAtIndex(ValueLayout.JAVA_BYTE, i, (byte) value);
            }
        }
        return tensor;
    }

    private static Set<CpuFeature> needed(Case c, CpuTier tier, Set<CpuFeature> features) {
        NativePayload made = MachineCode.of(c.compiled(features).loop(), tier, features).content();
        if (made instanceof NativePayload.Code code) {
            return code.features();
        }
        throw new AssertionError(made);
    }

    /// Code asks for the feature where it was allowed and is of use, and nowhere else.
    @Test
    void codeNeedsWhatItUses() {
        Set<CpuFeature> vnni = Set.of(CpuFeature.AVX512_VNNI);
        int[] block = {32, 64, 16};
        Case bytes = new Case(DType.I8, DType.I8, 64, 64, 64, block, false);
        assertThat(needed(bytes, CpuTier.AVX512, vnni)).isEqualTo(vnni);
        assertThat(needed(bytes, CpuTier.AVX512, Set.of())).isEmpty();
        assertThat(needed(bytes, CpuTier.AVX2, vnni)).isEmpty();
        Set<CpuFeature> ofAvx2 = Set.of(CpuFeature.AVX_VNNI);
        assertThat(needed(bytes, CpuTier.AVX2, ofAvx2)).isEqualTo(ofAvx2);
        assertThat(needed(bytes, CpuTier.AVX512, ofAvx2)).isEmpty();
        Case turned = new Case(DType.I8, DType.U8, 64, 64, 64, block, true);
        assertThat(needed(turned, CpuTier.AVX512, vnni)).isEqualTo(vnni);
        Case narrow = new Case(DType.I8, DType.I8, 64, 64, 64, new int[] {32, 64, 8}, false);
        assertThat(needed(narrow, CpuTier.AVX512, vnni)).isEmpty();
        Case wide = new Case(DType.I16, DType.I16, 64, 64, 64, block, false);
        assertThat(needed(wide, CpuTier.AVX512, vnni)).isEqualTo(vnni);
        Case few = new Case(DType.I8, DType.I8, 64, 64, 64, new int[] {32, 8, 16}, false);
        assertThat(needed(few, CpuTier.AVX512, vnni)).isEmpty();
    }

    /// Code for more than the processor has is not run.
    @Test
    void codeForMoreThanThereIsGivesWay() {
        assumeTrue(Cpuid.here().hasAvx512());
        Case c = new Case(DType.I8, DType.I8, 64, 64, 64, new int[] {32, 64, 16}, false);
        Compilation made = c.compiled(Set.of(CpuFeature.AVX512_VNNI));
        CpuInfo without = Cpuid.here().without(CpuFeature.AVX512_VNNI);
        try (CpuTarget target = CpuTarget.create(1, CpuTier.AUTO, without)) {
            assertThat(target.load(made.artifact()).facts().getFirst().value()).isEqualTo("avx2");
        }
        try (CpuTarget target = CpuTarget.create(1, CpuTier.AVX512, without)) {
            assertThatThrownBy(() -> target.load(made.artifact()))
                    .hasMessageContaining("needs avx512_vnni, which the processor lacks");
        }
    }
}
