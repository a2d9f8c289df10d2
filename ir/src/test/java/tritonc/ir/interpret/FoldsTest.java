package tritonc.ir.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.text.Reader;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

class FoldsTest {
    /// What the kernel stores into 16 `i32` that are 0, 1, 2, … before.
    private static int[] stored(String body) {
        int[] cells = new int[16];
        Arrays.setAll(cells, i -> i);
        String text = "kernel @k(%0: *i32 {name=\"p\"}) {\n" + body + "\nyield\n}\n";
        Interpreter.run(
                Reader.read(new SourceFile("fold.tile", text)),
                1,
                1,
                1,
                List.of(new Argument.Pointer(new Storage(MemorySegment.ofArray(cells), 4096))));
        return cells;
    }

    private static String loaded(String shape) {
        return """
        %1 = arange 0, 8 : [8]i32
        %2 = reshape %1 : SHAPEi32
        %3 = splat %0 : SHAPE*i32
        %4 = addptr %3, %2 : SHAPE*i32
        %5 = load %4 : SHAPEi32
        """
                .replace("SHAPE", shape);
    }

    private static final String TIMES_TEN =
            """
             (%10: i32, %11: i32) {
              %12 = constant 10 : i32
              %13 = mul %10, %12 : i32
              %14 = add %13, %11 : i32
              yield %14
            }\
            """;

    @Test
    void joiningGoesFromTheFirstLaneToTheLast() {
        int[] cells =
                stored(
                        loaded("[8]")
                                + "%6 = reduce_by %5 axis 0"
                                + TIMES_TEN
                                + " : i32\nstore %0, %6");
        assertThat(cells[0]).isEqualTo(1234567);
    }

    @Test
    void theOtherAxesStay() {
        String reduced = "%6 = reduce_by %5 axis 1" + TIMES_TEN + " : [2,2]i32\n";
        int[] cells =
                stored(
                        loaded("[2,2,2]")
                                + reduced
                                + """
                                %7 = arange 0, 4 : [4]i32
                                %8 = reshape %7 : [2,2]i32
                                %9 = splat %0 : [2,2]*i32
                                %15 = addptr %9, %8 : [2,2]*i32
                                store %15, %6
                                """);
        assertThat(cells).startsWith(2, 13, 46, 57);
    }

    @Test
    void scansRunEitherWay() {
        String to = " : [2,4]i32\nstore %4, %6";
        assertThat(stored(loaded("[2,4]") + "%6 = scan_by %5 axis 1" + TIMES_TEN + to))
                .startsWith(0, 1, 12, 123, 4, 45, 456, 4567);
        assertThat(stored(loaded("[2,4]") + "%6 = scan_by %5 axis 1 reverse" + TIMES_TEN + to))
                .startsWith(3210, 321, 32, 3, 7654, 765, 76, 7);
        assertThat(stored(loaded("[2,4]") + "%6 = scan_by %5 axis 0" + TIMES_TEN + to))
                .startsWith(0, 1, 2, 3, 4, 15, 26, 37);
    }

    @Test
    void severalBlocksAreJoinedAtOnceAndAFunctionMayBranch() {
        String largest =
                """
                %6, %7 = reduce_by %5, %2 axis 0 (%10: i32, %11: i32, %12: i32, %13: i32) {
                  %14 = constant 5 : i32
                  %15 = rem %12, %14 : i32
                  %16 = rem %10, %14 : i32
                  %17 = lt %16, %15 : i1
                  %18, %19 = if %17 {
                    yield %12, %13
                  } else {
                    yield %10, %11
                  } : i32, i32
                  yield %18, %19
                } : i32, i32
                store %0, %6
                %20 = constant 1 : i32
                %21 = addptr %0, %20 : *i32
                store %21, %7
                """;
        assertThat(stored(loaded("[8]") + largest)).startsWith(4, 4, 2);
    }
}
