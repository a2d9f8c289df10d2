package tritonc.codegen.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Kernels give as loops what they give in the interpreter; the fast version is taken where it
/// should be and nowhere else.
final class LoopLoweringTest {
    private static Judge judge(String name) {
        return new Judge(Tiles.named(name), 7);
    }

    private static Judge.Verdict vectorAdd(int length, int n, int programs) {
        Judge judge = judge("vector-add");
        int x = judge.floats(length);
        int y = judge.floats(length);
        int out = judge.floats(length);
        return judge.pointer(x, 0).pointer(y, 0).pointer(out, 0).scalar(n).run(programs, 1);
    }

    @Test
    void tailsAreBoundsNotMasks() {
        Judge.Verdict verdict = vectorAdd(2500, 2500, 3);
        assertThat(verdict.guards()).containsExactly(true);
        assertThat(verdict.faulted()).isFalse();
    }

    @Test
    void programsPastTheEndDoNothing() {
        assertThat(vectorAdd(100, 100, 3).guards()).containsExactly(true);
        assertThat(vectorAdd(100, -5, 2).guards()).containsExactly(true);
    }

    @Test
    void anAccessOutsideIsReportedAsTheInterpreterDoes() {
        Judge.Verdict verdict = vectorAdd(1500, 1501, 2);
        assertThat(verdict.faulted()).isTrue();
    }

    @Test
    void argumentsThatBeginTogetherStayFast() {
        Judge judge = judge("vector-add");
        int x = judge.floats(1024);
        judge.pointer(x, 0).pointer(x, 0).pointer(x, 0).scalar(1024);
        assertThat(judge.run(1, 1).guards()).containsExactly(true);
    }

    @Test
    void argumentsThatOverlapAreReadBeforeAnyIsWritten() {
        for (int shift : new int[] {-4, 4, 16, -64}) {
            Judge judge = judge("vector-add");
            int x = judge.floats(2048);
            judge.pointer(x, 1024).pointer(x, 1024).pointer(x, 1024 + shift).scalar(1024);
            assertThat(judge.run(1, 1).guards()).containsExactly(false);
        }
    }

    @Test
    void indicesThatWrapAreNotTakenForARange() {
        Judge judge = judge("vector-add");
        int x = judge.floats(64);
        judge.pointer(x, 0).pointer(x, 0).pointer(x, 0).scalar(Integer.MIN_VALUE + 8);
        Judge.Verdict verdict = judge.run(1 << 3, 1);
        assertThat(verdict.faulted()).isFalse();
    }

    @Test
    void anIndexThatWrapsIntoTheMaskIsSeen() {
        String text =
                """
                kernel @wraps(%0: *fp32 {name="x"}, %1: i32 {name="start"}) {
                  %2 = splat %1 : [64]i32
                  %3 = arange 0, 64 : [64]i32
                  %4 = add %2, %3 : [64]i32
                  %5 = constant 0 : [64]i32
                  %6 = lt %4, %5 : [64]i1
                  %7 = constant -2147483616 : [64]i32
                  %8 = sub %4, %7 : [64]i32
                  %9 = splat %0 : [64]*fp32
                  %10 = addptr %9, %8 : [64]*fp32
                  %11 = constant 1.0 : [64]fp32
                  store %10, %11 mask %6
                  yield
                }
                """;
        Judge judge = new Judge(Tiles.parse(text), 1);
        int x = judge.floats(64);
        judge.pointer(x, 128).scalar(Integer.MAX_VALUE - 15);
        Judge.Verdict verdict = judge.run(1, 1);
        assertThat(verdict.guards()).containsExactly(false);
        assertThat(verdict.faulted()).isFalse();
    }

    @Test
    void axesOfOneLaneBehindAScanChangeNothing() {
        String text =
                """
                kernel @scans(%0: *fp32 {name="x"}) {
                  %1 = arange 0, 16 : [16]i32
                  %2 = reshape %1 : [2,8,1]i32
                  %3 = splat %0 : [2,8,1]*fp32
                  %4 = addptr %3, %2 : [2,8,1]*fp32
                  %5 = load %4 : [2,8,1]fp32
                  %6 = scan sum %5 axis 1 lanes(16) : [2,8,1]fp32
                  store %4, %6
                  yield
                }
                """;
        Judge judge = new Judge(Tiles.parse(text), 1);
        assertThat(judge.pointer(judge.floats(16), 0).run(1, 1).faulted()).isFalse();
    }

    @Test
    void reversingInPlaceReadsFirst() {
        Judge apart = judge("reversed");
        int x = apart.floats(64);
        int out = apart.floats(64);
        assertThat(apart.pointer(x, 0).pointer(out, 0).run(1, 1).guards()).containsExactly(true);
        Judge together = judge("reversed");
        int both = together.floats(64);
        together.pointer(both, 0).pointer(both, 0);
        assertThat(together.run(1, 1).guards()).containsExactly(false);
    }

    @Test
    void shiftingInPlaceReadsFirst() {
        Judge judge = judge("shifted-in-place");
        assertThat(judge.pointer(judge.floats(65), 0).run(1, 1).guards()).containsExactly(true);
    }

    @Test
    void gathersCheckEachLane() {
        Judge judge = judge("gather");
        int index = judge.integers(64, 40);
        int x = judge.floats(40);
        int out = judge.floats(64);
        judge.pointer(index, 0).pointer(x, 0).pointer(out, 0);
        assertThat(judge.run(1, 1).faulted()).isFalse();
        Judge outside = judge("gather");
        index = outside.integers(64, 40);
        x = outside.floats(30);
        out = outside.floats(64);
        outside.pointer(index, 0).pointer(x, 0).pointer(out, 0);
        assertThat(outside.run(1, 1).faulted()).isTrue();
    }

    @Test
    void rowsKeepTheirOrderOfSums() {
        for (int n : new int[] {1024, 781, 63, 1}) {
            Judge judge = judge("row-sums");
            int x = judge.floats(4096);
            int out = judge.floats(4096);
            judge.pointer(x, 0).pointer(out, 0).scalar(n).scalar(n);
            assertThat(judge.run(3, 1).guards()).containsExactly(true);
        }
    }

    @Test
    void softmaxSkipsWhatIsMaskedOffOnlyWhereItAddsNothing() {
        for (int n : new int[] {1024, 781, 64, 1, 0}) {
            Judge judge = judge("softmax");
            int x = judge.floats(4096);
            int out = judge.floats(4096);
            judge.pointer(x, 0).pointer(out, 0).scalar(n).scalar(n);
            assertThat(judge.run(3, 1).guards()).containsExactly(true);
        }
    }

    @Test
    void operandsOfDotsAreThereAfterwards() {
        for (int trips = 0; trips < 3; trips++) {
            Judge judge = judge("operand-later");
            int x = judge.floats(256);
            int out = judge.floats(1024);
            judge.pointer(x, 0).pointer(out, 1024).scalar(trips);
            assertThat(judge.run(1, 1).faulted()).isFalse();
        }
    }

    @Test
    void whatAMaskGuardsIsNotReadBeforeIt() {
        Judge judge = judge("uniform-mask");
        int x = judge.floats(3);
        int out = judge.floats(64);
        judge.pointer(x, 0).pointer(out, 0).scalar(3);
        assertThat(judge.run(6, 1).guards()).containsExactly(true);
    }

    @Test
    void matricesJoinInRowMajorOrder() {
        Judge judge = judge("flat-sum");
        int x = judge.floats(128);
        assertThat(judge.pointer(x, 0).pointer(judge.floats(1), 0).run(1, 1).guards())
                .containsExactly(true);
    }

    @Test
    void matricesMultiply() {
        Judge judge = judge("matmul");
        int a = judge.halves(100 * 70);
        int b = judge.halves(70 * 90);
        int c = judge.floats(100 * 90);
        judge.pointer(a, 0).pointer(b, 0).pointer(c, 0);
        judge.scalar(100).scalar(90).scalar(70).scalar(70).scalar(90).scalar(90);
        Judge.Verdict verdict = judge.run(2, 2);
        assertThat(verdict.guards()).containsExactlyInAnyOrder(true, false);
        assertThat(verdict.faulted()).isFalse();
    }

    @Test
    void loopsSwapTheirTiles() {
        for (int trips = 0; trips < 4; trips++) {
            Judge judge = judge("swapped");
            int x = judge.floats(32);
            int y = judge.floats(32);
            assertThat(judge.pointer(x, 0).pointer(y, 0).scalar(trips).run(1, 1).faulted())
                    .isFalse();
        }
    }

    @Test
    void rowsFromMemoryAreGuardedOnceKnown() {
        Judge judge = judge("scalar-address");
        int rows = judge.integers(4, 8);
        int table = judge.floats(512);
        int out = judge.floats(64);
        judge.pointer(rows, 0).pointer(table, 0).pointer(out, 0);
        assertThat(judge.run(4, 1).guards()).containsExactly(true);
    }

    @Test
    void theLastLaneWinsAtOneAddress() {
        Judge judge = judge("same-address");
        assertThat(judge.pointer(judge.integers(1, 9), 0).run(1, 1).faulted()).isFalse();
    }

    @Test
    void maskedOffLanesTouchNothing() {
        Judge judge = judge("no-prefix");
        int x = judge.floats(40);
        int out = judge.floats(40);
        judge.pointer(x, 0).pointer(out, 0).scalar(40);
        assertThat(judge.run(1, 1).guards()).containsExactly(true);
    }
}
