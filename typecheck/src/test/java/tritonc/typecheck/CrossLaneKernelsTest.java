package tritonc.typecheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tritonc.ir.interpret.Argument;
import tritonc.ir.interpret.Interpreter;
import tritonc.ir.interpret.Storage;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// What the functions that mix lanes compute, from the source text to numbers.
class CrossLaneKernelsTest {
    private static final float NAN = Float.NaN;

    /// Runs a body that reads `x`, a `[2,4]` block, and stores what it likes to `out`.
    private static int[] run(float[] x, int results, String body) {
        int[] out = new int[results];
        String load = "x = tl.load(x + tl.arange(0, 2)[:, None] * 4 + tl.arange(0, 4)[None, :])\n";
        Compiled compiled = Compiled.body("x, out", "*fp32, *i32", load + body);
        assertThat(compiled.diagnostics().inOrder()).isEmpty();
        List<Argument> arguments =
                List.of(
                        new Argument.Pointer(new Storage(MemorySegment.ofArray(x), 1L << 32)),
                        new Argument.Pointer(new Storage(MemorySegment.ofArray(out), 2L << 32)));
        Interpreter.run(compiled.kernel().orElseThrow(), 1, 1, 1, arguments);
        return out;
    }

    private static String storeRows(String value) {
        return "tl.store(out + tl.arange(0, 2), " + value + ")";
    }

    private static String storeAll(String value) {
        return "tl.store(out + tl.arange(0, 8), (" + value + ").reshape(8).to(tl.int32))";
    }

    @Test
    void scansRunAlongTheAxisEitherWay() {
        float[] x = {1, 2, 3, 4, 5, 6, 7, 8};
        assertThat(run(x, 8, storeAll("tl.cumsum(x, 1)")))
                .containsExactly(1, 3, 6, 10, 5, 11, 18, 26);
        assertThat(run(x, 8, storeAll("x.cumsum(-1, reverse=True)")))
                .containsExactly(10, 9, 7, 4, 26, 21, 15, 8);
        assertThat(run(x, 8, storeAll("tl.cumprod(x)"))).containsExactly(1, 2, 3, 4, 5, 12, 21, 32);
    }

    @Test
    void tiesGoLeft() {
        float[] x = {1, 7, 7, 2, -3, 5, -3, 5};
        assertThat(run(x, 2, storeRows("tl.argmax(x, 1)"))).containsExactly(1, 1);
        assertThat(run(x, 2, storeRows("tl.argmin(x, 1, tie_break_left=False)")))
                .containsExactly(0, 0);
        assertThat(run(x, 2, storeRows("tl.argmax(x.trans(), 0)"))).containsExactly(1, 1);
    }

    @Test
    void valueAndIndexBelongTogether() {
        float[] x = {1, 9, 7, 2, -3, 5, -4, 5};
        String rows = "v, i = tl.min(x, 1, return_indices=True)\n";
        assertThat(run(x, 2, rows + storeRows("v.to(tl.int32) * 10 + i"))).containsExactly(10, -38);
    }

    @Test
    void nanIsNoExtremumUnlessAloneOnTheAxis() {
        float[] x = {NAN, 3, NAN, 8, NAN, NAN, NAN, NAN};
        assertThat(run(x, 2, storeRows("tl.argmax(x, 1)"))).containsExactly(3, 0);
        assertThat(run(x, 2, storeRows("tl.argmin(x, 1)"))).containsExactly(1, 0);
    }

    @Test
    void splitUndoesJoin() {
        float[] x = {1, 2, 3, 4, 5, 6, 7, 8};
        String halves = "a, b = tl.split(x.reshape(4, 2))\n";
        assertThat(run(x, 8, halves + storeAll("tl.cat(a, b)")))
                .containsExactly(1, 3, 5, 7, 2, 4, 6, 8);
        assertThat(run(x, 8, halves + storeAll("tl.join(a, b)")))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(run(x, 8, halves + storeAll("tl.interleave(b, a)")))
                .containsExactly(2, 1, 4, 3, 6, 5, 8, 7);
    }

    @Test
    void splitKeepsTheSignOfZeroAndTheBitsOfInfinity() {
        float[] x = {-0f, 0f, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, 1, 2, 3, 4};
        String halves = "a, b = tl.split(x.reshape(4, 2))\n";
        String store = "tl.store(out + tl.arange(0, 8), tl.cat(a, b).to(tl.int32, bitcast=True))";
        assertThat(run(x, 8, halves + store))
                .containsExactly(
                        Float.floatToIntBits(-0f),
                        Float.floatToIntBits(Float.NEGATIVE_INFINITY),
                        Float.floatToIntBits(1),
                        Float.floatToIntBits(3),
                        0,
                        1,
                        Float.floatToIntBits(2),
                        Float.floatToIntBits(4));
    }

    @Test
    void catRunsAlongItsAxis() {
        float[] x = {1, 2, 3, 4, 5, 6, 7, 8};
        String parts = "a = tl.sum(x, 0, keep_dims=True)\n";
        assertThat(run(x, 8, parts + storeAll("tl.cat(a, -a, dim=0)")))
                .containsExactly(6, 8, 10, 12, -6, -8, -10, -12);
        assertThat(run(x, 8, parts + storeAll("tl.cat(a, -a, dim=1)")))
                .containsExactly(6, 8, 10, 12, -6, -8, -10, -12);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThat(refusal("tl.join(x, y)")).isEqualTo("T0227");
        assertThat(refusal("tl.split(x)")).isEqualTo("T0227");
        assertThat(refusal("tl.max(x, return_indices=True)")).isEqualTo("T0229");
        assertThat(refusal("tl.argmax(x, 1)")).isEqualTo("T0220");
        assertThat(refusal("tl.cumsum(x, 1)")).isEqualTo("T0220");
        assertThat(refusal("tl.cat(x, tl.zeros([8], tl.float32))")).isEqualTo("T0203");
        assertThat(refusal("tl.cat(x[:, None], x[:, None], can_reorder=True)")).isEqualTo("T0203");
    }

    /// The code of the only error in an expression over blocks `x` of fp32 and `y` of i32.
    private static String refusal(String expression) {
        String load = "x = tl.load(x + tl.arange(0, 4))\ny = tl.load(y + tl.arange(0, 4))\n";
        return Compiled.body("x, y", "*fp32, *i32", load + expression).error();
    }
}
