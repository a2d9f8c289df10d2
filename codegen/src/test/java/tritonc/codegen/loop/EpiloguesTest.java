package tritonc.codegen.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tritonc.codegen.vector.VectorFile;
import tritonc.codegen.vector.Vectorizer;
import tritonc.ir.tile.TileKernel;

import java.util.ArrayList;
import java.util.List;

/// Sums of products are used while they are in registers where nobody can tell, and nowhere else.
final class EpiloguesTest {
    private static final int SIZE = 16;
    private static final int DEPTH = 8;
    private static final int STEPS = 3;

    /// Of a, b, c, d (pointers to fp32), M, N, the number of steps and c's row stride: `%52` are
    /// the sums, `%32` their places in c, `%33` those in a row of d, `%34` in a column, `%40` is
    /// `row < M and column < N`.
    private static final String START =
            """
            kernel @k(%0: *fp32 {name="a"}, %1: *fp32 {name="b"}, %2: *fp32 {name="c"}, %3: *fp32 {name="d"}, %4: i32 {name="M"}, %5: i32 {name="N"}, %6: i32 {name="steps"}, %7: i32 {name="stride"}) {
              %10 = arange 0, 16 : [16]i32
              %11 = arange 0, 8 : [8]i32
              %12 = expand_dims %10 1 : [16,1]i32
              %13 = expand_dims %10 0 : [1,16]i32
              %14 = expand_dims %11 1 : [8,1]i32
              %15 = expand_dims %11 0 : [1,8]i32
              %16 = broadcast %12 : [16,8]i32
              %17 = constant 24 : [16,8]i32
              %18 = mul %16, %17 : [16,8]i32
              %19 = broadcast %15 : [16,8]i32
              %20 = add %18, %19 : [16,8]i32
              %21 = broadcast %14 : [8,16]i32
              %22 = constant 16 : [8,16]i32
              %23 = mul %21, %22 : [8,16]i32
              %24 = broadcast %13 : [8,16]i32
              %25 = add %23, %24 : [8,16]i32
              %26 = broadcast %12 : [16,16]i32
              %27 = broadcast %13 : [16,16]i32
              %28 = splat %7 : [16,16]i32
              %29 = mul %26, %28 : [16,16]i32
              %30 = add %29, %27 : [16,16]i32
              %31 = splat %2 : [16,16]*fp32
              %32 = addptr %31, %30 : [16,16]*fp32
              %35 = splat %3 : [16,16]*fp32
              %33 = addptr %35, %27 : [16,16]*fp32
              %34 = addptr %35, %26 : [16,16]*fp32
              %36 = splat %4 : [16,16]i32
              %37 = splat %5 : [16,16]i32
              %38 = lt %26, %36 : [16,16]i1
              %39 = lt %27, %37 : [16,16]i1
              %40 = and %38, %39 : [16,16]i1
              %41 = splat %0 : [16,8]*fp32
              %42 = addptr %41, %20 : [16,8]*fp32
              %43 = splat %1 : [8,16]*fp32
              %44 = addptr %43, %25 : [8,16]*fp32
              %45 = constant 0.0 : [16,16]fp32
              %46 = constant 0 : i32
              %47 = constant 1 : i32
              %48 = constant 8 : [16,8]i32
              %49 = constant 128 : [8,16]i32
            """;

    private static final String LOOP =
            """
              %52, %53, %54 = for %55: i32 = %46 to %6 step %47 carry(%56: [16,16]fp32 = %45, %57: [16,8]*fp32 = %42, %58: [8,16]*fp32 = %44) {
                %60 = load %57 : [16,8]fp32
                %61 = load %58 : [8,16]fp32
                %62 = dot %60, %61, %56 ieee : [16,16]fp32
                %63 = addptr %57, %48 : [16,8]*fp32
                %64 = addptr %58, %49 : [8,16]*fp32
                yield %62, %63, %64
              } : [16,16]fp32, [16,8]*fp32, [8,16]*fp32
            """;

    private static final String STORE = "  store %32, %52 mask %40\n";

    private static TileKernel kernel(String rest) {
        return Tiles.parse(START + LOOP + rest + "  yield\n}\n");
    }

    private static List<Vector.Product> products(TileKernel kernel) {
        VectorFile file = new VectorFile(64, 32, 7);
        List<Vector.Product> found = new ArrayList<>();
        products(Vectorizer.vectorize(LoopLowering.lower(kernel), file).body(), found);
        return found;
    }

    private static void products(LoopBlock block, List<Vector.Product> found) {
        for (LoopNode node : block.nodes()) {
            if (node instanceof Vector.Product p) {
                found.add(p);
            }
            Uses.blocks(node).forEach(b -> products(b, found));
        }
    }

    /// Runs with c and d in one storage.
    private static void judge(TileKernel kernel, int m, int n, int steps, int stride, int d) {
        Judge judge = new Judge(kernel, 5);
        int a = judge.floats(SIZE * DEPTH * STEPS);
        int b = judge.floats(SIZE * DEPTH * STEPS);
        int c = judge.floats(64 * SIZE);
        long origin = 4L * 16 * SIZE;
        judge.pointer(a, 0).pointer(b, 0).pointer(c, origin).pointer(c, 4L * d);
        judge.scalar(m).scalar(n).scalar(steps).scalar(stride).run(1, 1);
    }

    private static final int BEFORE = 0;

    @Test
    void sumsThatAreStoredOnceAreInRegisters() {
        TileKernel kernel = kernel(STORE);
        assertThat(products(kernel)).hasSize(1);
        Epilogue e = products(kernel).getFirst().epilogue();
        assertThat(e.columns()).isEqualTo(SIZE);
        assertThat(e.body().nodes()).singleElement().isInstanceOf(Vector.Store.class);
    }

    @ParameterizedTest
    @CsvSource({
        "16, 16, 3, 16", "16, 16, 3, 20", "16, 16, 1, 16", "16, 16, 0, 16", "15, 16, 3, 16",
        "16, 15, 3, 16", "0, 16, 3, 16", "16, 0, 2, 16", "20, 20, 2, 16", "16, 16, 2, 15",
        "16, 16, 2, 1", "16, 16, 2, 0", "16, 16, 2, -16", "16, 16, 2, -1"
    })
    void theStoredSumsAreThoseOfTheInterpreter(int m, int n, int steps, int stride) {
        judge(kernel(STORE), m, n, steps, stride, BEFORE);
    }

    private static final String BIAS =
            """
              %70 = load %33 : [16,16]fp32
              %71 = load %34 : [16,16]fp32
              %72 = add %52, %70 : [16,16]fp32
              %73 = mul %72, %71 : [16,16]fp32
              %74 = max %73, %45 : [16,16]fp32
              store %32, %74 mask %40
            """;

    @Test
    void whatIsReadForTheSumsIsReadBesideThem() {
        TileKernel kernel = kernel(BIAS);
        assertThat(products(kernel)).hasSize(1);
        // of its own, before, behind, and in what is stored
        for (int d : new int[] {0, 16 * SIZE - 16, 32 * SIZE, 16 * SIZE, 20 * SIZE}) {
            judge(kernel, 16, 16, 3, 16, d);
            judge(kernel, 16, 16, 3, 0, d);
            judge(kernel, 9, 16, 2, 16, d);
        }
    }

    @Test
    void sumsMayBeAddedInPlace() {
        TileKernel kernel =
                kernel(
                        """
                          %70 = load %32 mask %40 else %45 : [16,16]fp32
                          %71 = add %52, %70 : [16,16]fp32
                          store %32, %71 mask %40
                        """);
        assertThat(products(kernel)).hasSize(1);
        for (int stride : new int[] {16, 17, 24, 15, 1, 0, -16, -20}) {
            judge(kernel, 16, 16, 3, stride, BEFORE);
            judge(kernel, 16, 11, 3, stride, BEFORE);
        }
    }

    @Test
    void sumsMayBeginAsAnything() {
        String from = "  %45 = constant 0.0 : [16,16]fp32\n";
        String start = START.replace(from, "  %45 = load %34 : [16,16]fp32\n");
        TileKernel kernel = Tiles.parse(start + LOOP + STORE + "  yield\n}\n");
        assertThat(products(kernel)).hasSize(1);
        for (int steps = 0; steps <= STEPS; steps++) {
            judge(kernel, 16, 16, steps, 16, BEFORE);
        }
    }

    @Test
    void sumsOfAnOuterLoopAreFilledAnew() {
        String body = LOOP.replace("\n  ", "\n    ");
        TileKernel kernel =
                Tiles.parse(
                        START
                                + "  %80 = constant 3 : i32\n"
                                + "  for %81: i32 = %46 to %80 step %47 {\n"
                                + body
                                + "    store %32, %52 mask %40\n    yield\n  }\n  yield\n}\n");
        assertThat(products(kernel)).hasSize(1);
        judge(kernel, 16, 16, 3, 16, BEFORE);
        judge(kernel, 16, 16, 0, 16, BEFORE);
    }

    @Test
    void notWhereAnOuterLoopHandsThemOn() {
        String body =
                LOOP.replace("%45,", "%83,")
                        .replace("%52,", "%84,")
                        .replace("%53, %54", "%85, %86");
        TileKernel kernel =
                Tiles.parse(
                        START
                                + "  %80 = constant 3 : i32\n"
                                + "  %82 = for %81: i32 = %46 to %80 step %47"
                                + " carry(%83: [16,16]fp32 = %45) {\n"
                                + body
                                + "    store %32, %84 mask %40\n    yield %84\n  } : [16,16]fp32\n"
                                + "  yield\n}\n");
        assertThat(products(kernel)).isEmpty();
        judge(kernel, 16, 16, 3, 16, BEFORE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // read twice
                "  store %32, %52 mask %40\n  store %33, %52\n",
                // joined
                "  %70 = reduce max %52 axis 1 sequential : [16]fp32\n"
                        + "  %71 = splat %3 : [16]*fp32\n"
                        + "  %72 = addptr %71, %10 : [16]*fp32\n  store %72, %70\n"
                        + STORE,
                // once more, behind the nest
                STORE
                        + "  %70 = reduce max %52 axis 1 sequential : [16]fp32\n"
                        + "  %71 = splat %3 : [16]*fp32\n"
                        + "  %72 = addptr %71, %10 : [16]*fp32\n  store %72, %70\n",
                // once more, in a loop
                STORE
                        + "  for %70: i32 = %46 to %6 step %47 {\n"
                        + "    store %33, %52\n    yield\n  }\n",
                // other lanes than their own
                "  %70 = trans %52 [1,0] : [16,16]fp32\n  store %32, %70 mask %40\n",
                // strips have their own way with quotients
                "  %70 = load %34 : [16,16]fp32\n  %71 = div %52, %70 : [16,16]fp32\n"
                        + "  store %32, %71 mask %40\n"
            })
    void notWhereSomethingElseBecomesOfThem(String rest) {
        assertThat(products(kernel(rest))).isEmpty();
    }

    @Test
    void notWhereMuchBecomesOfThem() {
        StringBuilder rest = new StringBuilder("  %70 = mul %52, %52 : [16,16]fp32\n");
        for (int i = 71; i < 80; i++) {
            rest.append("  %" + i + " = mul %" + (i - 1) + ", %52 : [16,16]fp32\n");
        }
        rest.append("  store %32, %79 mask %40\n");
        assertThat(products(kernel(rest.toString()))).isEmpty();
    }

    @Test
    void notWhereTheLoopSaysWhereTheyGo() {
        String loop =
                LOOP.replace("%53, %54 =", "%53, %54, %90 =")
                        .replace("%44) {", "%44, %91: i32 = %46) {")
                        .replace("    yield %62", "    %92 = add %91, %7 : i32\n    yield %62")
                        .replace("%63, %64\n", "%63, %64, %92\n")
                        .replace(
                                "} : [16,16]fp32", "} : [16,16]fp32, [16,8]*fp32, [8,16]*fp32, i32")
                        .replace("i32, [16,8]*fp32, [8,16]*fp32", "i32");
        String rest =
                "  %93 = splat %90 : [16,16]i32\n  %94 = addptr %32, %93 : [16,16]*fp32\n"
                        + "  store %94, %52 mask %40\n";
        TileKernel kernel = Tiles.parse(START + loop + rest + "  yield\n}\n");
        assertThat(products(kernel)).isEmpty();
        judge(kernel, 16, 16, 3, 16, BEFORE);
    }

    @Test
    void notWhereColumnsAreNotSideBySide() {
        String start =
                START.replace(
                        "%30 = add %29, %27 : [16,16]i32\n",
                        "%90 = add %27, %27 : [16,16]i32\n"
                                + "  %30 = add %29, %90 : [16,16]i32\n");
        TileKernel kernel = Tiles.parse(start + LOOP + STORE + "  yield\n}\n");
        assertThat(products(kernel)).isEmpty();
        judge(kernel, 16, 16, 3, 32, BEFORE);
        judge(kernel, 16, 16, 3, 1, BEFORE);
    }
}
