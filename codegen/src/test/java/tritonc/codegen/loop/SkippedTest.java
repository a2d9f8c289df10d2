package tritonc.codegen.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tritonc.ir.tile.TileKernel;

import java.util.Arrays;

/// Lanes that a mask leaves out are left out of sums where they add nothing, whatever the others
/// are.
final class SkippedTest {
    private static final int LANES = 1024;

    /// Softmax of a row whose masked lanes are -inf.
    private static void judge(TileKernel kernel, int n, float all, int at, float one) {
        Judge judge = new Judge(kernel, 3);
        float[] row = new float[LANES];
        Arrays.fill(row, all);
        row[at] = one;
        int x = judge.of(row);
        int out = judge.floats(LANES);
        judge.pointer(x, 0).pointer(out, 0).scalar(LANES).scalar(n).run(1, 1);
    }

    /// Where the largest is -inf or no number, what a masked lane becomes is none either.
    @ParameterizedTest
    @ValueSource(
            floats = {
                0,
                -0f,
                1,
                -1000,
                Float.NEGATIVE_INFINITY,
                Float.POSITIVE_INFINITY,
                Float.NaN,
                Float.MAX_VALUE,
                -Float.MAX_VALUE
            })
    void maskedLanesAddNothingUnlessTheyAreNoNumbers(float all) {
        TileKernel softmax = Tiles.named("softmax");
        for (int n : new int[] {0, 1, 100, 1023, 1024}) {
            judge(softmax, n, all, 0, all);
            judge(softmax, n, all, 0, 3);
            judge(softmax, n, 3, 0, all);
            judge(softmax, n, 3, 1000, all);
        }
    }

    /// What masked lanes become is not computed, only that they are -inf.
    @Test
    void nothingIsComputedOfThem() {
        LoopKernel loops = LoopLowering.lower(Tiles.named("softmax"));
        String outside =
                LoopPrinter.print(loops)
                        .lines()
                        .filter(line -> line.startsWith("    %"))
                        .reduce("", (a, b) -> a + b + "\n");
        assertThat(outside).doesNotContain("fma");
        assertThat(outside).contains("eq %");
    }

    /// The square of a masked -inf is the largest, and less than itself by nothing: what is
    /// supposed cannot be so.
    @Test
    void whatCannotBeSoIsNotSupposed() {
        TileKernel kernel =
                Tiles.parse(
                        """
                        kernel @k(%0: *fp32 {name="x"}, %1: *fp32 {name="out"}, %2: i32 {name="n"}) {
                          %4 = arange 0, 128 : [128]i32
                          %5 = splat %2 : [128]i32
                          %6 = lt %4, %5 : [128]i1
                          %7 = splat %0 : [128]*fp32
                          %8 = addptr %7, %4 : [128]*fp32
                          %9 = constant -inf : [128]fp32
                          %10 = load %8 mask %6 else %9 : [128]fp32
                          %11 = mul %10, %10 : [128]fp32
                          %12 = reduce max %11 axis 0 sequential : fp32
                          %13 = splat %12 : [128]fp32
                          %14 = sub %11, %13 : [128]fp32
                          %15 = at_most_zero %14 : [128]fp32
                          %16 = reduce sum %15 axis 0 lanes(64) : fp32
                          store %1, %16
                          yield
                        }
                        """);
        for (int n : new int[] {0, 5, 127, 128}) {
            Judge judge = new Judge(kernel, 4);
            int x = judge.floats(128);
            int out = judge.floats(1);
            judge.pointer(x, 0).pointer(out, 0).scalar(n).run(1, 1);
        }
    }

    /// An infinity that a sum would not be rid of is none where something else is summed: the
    /// masked lanes are asked for what they are.
    @Test
    void whatIsNotSupposedIsAsked() {
        TileKernel kernel =
                Tiles.parse(
                        """
                        kernel @k(%0: *fp32 {name="x"}, %1: *fp32 {name="out"}, %2: i32 {name="n"}, %3: fp32 {name="s"}) {
                          %4 = arange 0, 128 : [128]i32
                          %5 = splat %2 : [128]i32
                          %6 = lt %4, %5 : [128]i1
                          %7 = splat %0 : [128]*fp32
                          %8 = addptr %7, %4 : [128]*fp32
                          %9 = constant -inf : [128]fp32
                          %10 = load %8 mask %6 else %9 : [128]fp32
                          %11 = splat %3 : [128]fp32
                          %12 = add %10, %11 : [128]fp32
                          %13 = constant 0.0 : [128]fp32
                          %14 = max %12, %13 : [128]fp32
                          %15 = reduce sum %14 axis 0 lanes(64) : fp32
                          store %1, %15
                          yield
                        }
                        """);
        for (float s : new float[] {1, Float.POSITIVE_INFINITY, Float.NaN, -3}) {
            for (int n : new int[] {0, 5, 128}) {
                Judge judge = new Judge(kernel, 4);
                int x = judge.floats(128);
                int out = judge.floats(1);
                judge.pointer(x, 0).pointer(out, 0).scalar(n);
                judge.scalar(Float.floatToRawIntBits(s) & 0xFFFF_FFFFL).run(1, 1);
            }
        }
    }
}
