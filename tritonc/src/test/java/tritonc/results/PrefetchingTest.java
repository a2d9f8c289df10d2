package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tritonc.ir.target.CpuTier;

/// What follows is fetched ahead where it is known, and nowhere else.
class PrefetchingTest {
    private static final String SOURCE =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def total(x, out, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                tl.store(out + row, tl.sum(tl.load(x + row * BLOCK + tl.arange(0, BLOCK))))

            @triton.jit
            def doubled(x, out, BLOCK: tl.constexpr):
                o = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                tl.store(out + o, 2 * tl.load(x + o))

            @triton.jit
            def looked_up(x, out, BLOCK: tl.constexpr):
                row = tl.load(out.to(tl.pointer_type(tl.int32)) + tl.program_id(0))
                tl.store(out + row, tl.sum(tl.load(x + row * BLOCK + tl.arange(0, BLOCK))))

            @triton.jit
            def the_same(x, out, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                tl.store(out + row, tl.sum(tl.load(x + tl.arange(0, BLOCK))))

            @triton.jit
            def in_place(x, out, BLOCK: tl.constexpr):
                o = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                tl.store(x + o, 2 * tl.load(x + o))
            """;

    private static String listing(String kernel, CpuTier tier) {
        return Listings.of(SOURCE, kernel, "*fp32:16,*fp32:16,1024", tier);
    }

    @ParameterizedTest
    @EnumSource(
            value = CpuTier.class,
            names = {"AVX2", "AVX512"})
    void whatTheNextProgramReadsIsFetched(CpuTier tier) {
        assertThat(listing("total", tier)).contains("prefetcht0");
    }

    @ParameterizedTest
    @EnumSource(
            value = CpuTier.class,
            names = {"AVX2", "AVX512"})
    void stripsThatWriteFetchForLargeTensorsAlone(CpuTier tier) {
        String streaming = listing("doubled", tier);
        long stores = streaming.lines().filter(l -> l.contains("vmovntps")).count();
        long lines = tier == CpuTier.AVX2 ? stores / 2 : stores;
        assertThat(streaming.lines().filter(l -> l.contains("prefetcht0"))).hasSize((int) lines);
        assertThat(listing("in_place", tier)).doesNotContain("prefetcht0");
    }

    @ParameterizedTest
    @EnumSource(
            value = CpuTier.class,
            names = {"AVX2", "AVX512"})
    void nothingIsFetchedThatNobodyKnowsToFollow(CpuTier tier) {
        assertThat(listing("looked_up", tier)).doesNotContain("prefetcht0");
        assertThat(listing("the_same", tier)).doesNotContain("prefetcht0");
    }
}
