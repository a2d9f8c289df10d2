package tritonc.codegen.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tritonc.ir.tile.TileKernel;

import java.util.ArrayList;
import java.util.List;

/// Stores become one nest where nobody can tell, and nowhere else.
final class StoreGroupsTest {
    private static final int LANES = 64;

    /// A kernel over x, y, out (pointers to fp32), n (i32): `%10`, `%11`, `%12` are pointers to 64
    /// elements of each, `%13` the mask `lane < n`, `%14` is 64 in each lane, `%15` is n.
    private static TileKernel kernel(String body) {
        String text =
                """
                kernel @k(%0: *fp32 {name="x"}, %1: *fp32 {name="y"}, %2: *fp32 {name="out"}, %3: i32 {name="n"}) {
                  %4 = arange 0, 64 : [64]i32
                  %5 = splat %0 : [64]*fp32
                  %6 = splat %1 : [64]*fp32
                  %7 = splat %2 : [64]*fp32
                  %10 = addptr %5, %4 : [64]*fp32
                  %11 = addptr %6, %4 : [64]*fp32
                  %12 = addptr %7, %4 : [64]*fp32
                  %15 = splat %3 : [64]i32
                  %13 = lt %4, %15 : [64]i1
                  %14 = constant 64 : [64]i32
                BODY  yield
                }
                """;
        return Tiles.parse(text.replace("BODY", body));
    }

    /// How many stores each nest of the fast version does.
    private static List<Integer> nests(TileKernel kernel) {
        List<Integer> nests = new ArrayList<>();
        for (LoopNode node : LoopLowering.lower(kernel).body().nodes()) {
            if (node instanceof Control.If guard && guard.isGuard()) {
                for (LoopNode inner : guard.thenBlock().nodes()) {
                    int stores = stores(inner);
                    if (stores > 0) {
                        nests.add(stores);
                    }
                }
            }
        }
        return nests;
    }

    private static int stores(LoopNode node) {
        if (!(node instanceof Loop loop)) {
            return node instanceof Memory.Store ? 1 : 0;
        }
        int stores = 0;
        for (LoopNode inner : loop.body().nodes()) {
            stores += stores(inner);
        }
        return stores;
    }

    /// Runs with x, y, and out at offsets (in elements) in one storage.
    private static Judge.Verdict run(TileKernel kernel, int x, int y, int out) {
        Judge judge = new Judge(kernel, 7);
        int all = judge.floats(16 * LANES);
        judge.pointer(all, 4L * x).pointer(all, 4L * y).pointer(all, 4L * out).scalar(50);
        return judge.run(1, 1);
    }

    private static final String BOTH_FROM_ONE =
            """
              %20 = load %10 : [64]fp32
              %21 = add %20, %20 : [64]fp32
              %22 = mul %20, %20 : [64]fp32
              store %11, %21
              store %12, %22
            """;

    @Test
    void storesOfWhatIsReadOnceAreOneNest() {
        TileKernel kernel = kernel(BOTH_FROM_ONE);
        assertThat(nests(kernel)).containsExactly(2);
        assertThat(run(kernel, 0, 64, 128).guards()).containsExactly(true);
    }

    @Test
    void eitherMayBeInPlace() {
        TileKernel kernel = kernel(BOTH_FROM_ONE);
        assertThat(run(kernel, 64, 64, 128).guards()).containsExactly(true);
        assertThat(run(kernel, 64, 128, 64).guards()).containsExactly(true);
    }

    @Test
    void storesThatOverlapAreDoneOneAfterTheOther() {
        TileKernel kernel = kernel(BOTH_FROM_ONE);
        for (int shift : new int[] {0, 1, -1, 63}) {
            assertThat(run(kernel, 0, 128, 128 + shift).guards()).containsExactly(false);
            assertThat(run(kernel, 128 + shift, 128, 256).guards().contains(true))
                    .isEqualTo(shift == 0);
        }
    }

    private static String besides(String distance, String load) {
        return """
          %20 = load %10 : [64]fp32
          %30 = addptr %12, DISTANCE : [64]*fp32
        LOAD  store %12, %20
          store %30, %21
        """
                .replace("DISTANCE", distance)
                .replace("LOAD", load);
    }

    private static final String TWICE = "  %21 = add %20, %20 : [64]fp32\n";

    @Test
    void storesSideBySideInOneArrayNeedNoTest() {
        TileKernel kernel = kernel(besides("%14", TWICE));
        assertThat(nests(kernel)).containsExactly(2);
        String text = LoopPrinter.print(LoopLowering.lower(kernel));
        assertThat(text.lines().filter(l -> l.contains("disjoint"))).hasSize(1);
        assertThat(run(kernel, 0, 0, 128).guards()).containsExactly(true);
    }

    @Test
    void storesADistanceApartThatIsNotKnownAreTested() {
        TileKernel kernel = kernel(besides("%15", TWICE));
        assertThat(nests(kernel)).containsExactly(2);
        // 50 apart, while each stores 64
        assertThat(run(kernel, 0, 0, 128).guards()).containsExactly(false);
    }

    @Test
    void storesOverOneAnotherInOneArrayStayTwoNests() {
        TileKernel kernel = kernel(besides("%4", TWICE));
        assertThat(nests(kernel)).containsExactly(1, 1);
        assertThat(run(kernel, 0, 0, 128).guards()).containsExactly(true);
    }

    @Test
    void storesOfOtherThingsStayTwoNests() {
        TileKernel kernel =
                kernel(
                        """
                          %20 = load %10 : [64]fp32
                          %21 = constant 1.0 : [64]fp32
                          store %11, %20
                          store %12, %21
                        """);
        assertThat(nests(kernel)).containsExactly(1, 1);
    }

    @Test
    void storesOverOtherBoxesStayTwoNests() {
        TileKernel kernel =
                kernel(
                        """
                          %20 = load %10 : [64]fp32
                          store %11, %20
                          store %12, %20 mask %13
                        """);
        assertThat(nests(kernel)).containsExactly(1, 1);
    }

    @Test
    void masksThatAreNoBoxStayMasks() {
        TileKernel kernel =
                kernel(
                        """
                          %20 = load %10 : [64]fp32
                          %21 = constant 0.0 : [64]fp32
                          %22 = lt %20, %21 : [64]i1
                          store %11, %20
                          store %12, %20 mask %22
                        """);
        assertThat(nests(kernel)).containsExactly(2);
        assertThat(run(kernel, 0, 64, 128).guards()).containsExactly(true);
    }

    private static TileKernel between(String op) {
        return kernel(
                """
                  %20 = load %10 : [64]fp32
                  store %11, %20
                OP  %23 = add %20, %22 : [64]fp32
                  store %12, %23
                """
                        .replace("OP", op));
    }

    @Test
    void aStoreIsPutOffPastALoadOfOtherBytes() {
        TileKernel kernel = between("  %22 = load %12 : [64]fp32\n");
        assertThat(nests(kernel)).containsExactly(2);
        assertThat(run(kernel, 0, 64, 128).guards()).containsExactly(true);
        assertThat(run(kernel, 0, 64, 64).guards()).containsExactly(false);
        assertThat(run(kernel, 0, 65, 64).guards()).containsExactly(false);
    }

    @Test
    void aStoreIsNotPutOffPastALoadOfWhatItStored() {
        TileKernel kernel = between("  %22 = load %11 : [64]fp32\n");
        assertThat(nests(kernel)).containsExactly(1, 1);
        assertThat(run(kernel, 0, 64, 128).guards()).containsExactly(true);
    }

    @Test
    void aStoreIsNotPutOffPastAnAssertion() {
        String op =
                """
                  %22 = constant 100.0 : [64]fp32
                  %24 = ne %20, %22 : [64]i1
                  assert %24, "large"
                """;
        assertThat(nests(between(op))).containsExactly(1, 1);
    }

    @Test
    void aStoreIsNotPutOffPastAnAccessThatMayFault() {
        String op =
                """
                  %24 = cast %20 : [64]i32
                  %25 = addptr %5, %24 : [64]*fp32
                  %22 = load %25 : [64]fp32
                """;
        TileKernel kernel = between(op);
        assertThat(nests(kernel)).doesNotContain(2);
        assertThat(run(kernel, 0, 64, 128).faulted()).isTrue();
        assertThat(run(kernel, 200, 64, 128).faulted()).isFalse();
    }

    @Test
    void aStoreIsPutOffPastAReduction() {
        String op =
                """
                  %24 = reduce sum %20 axis 0 lanes(8) : fp32
                  %22 = splat %24 : [64]fp32
                """;
        TileKernel kernel = between(op);
        assertThat(nests(kernel)).containsExactly(2);
        assertThat(run(kernel, 0, 64, 128).guards()).containsExactly(true);
        assertThat(run(kernel, 0, 0, 128).guards()).containsExactly(true);
    }

    /// Lanes read in another order must be read before any is stored.
    @Test
    void aLoadThatIsWantedInAnotherOrderIsNotReplaced() {
        TileKernel kernel =
                kernel(
                        """
                          %20 = load %10 : [64]fp32
                          %21 = flip %20 0 : [64]fp32
                          store %11, %20
                          store %12, %21
                        """);
        assertThat(nests(kernel)).containsExactly(2);
        assertThat(run(kernel, 0, 64, 128).guards()).containsExactly(true);
        assertThat(run(kernel, 64, 64, 128).guards()).containsExactly(false);
        assertThat(run(kernel, 64, 128, 64).guards()).containsExactly(false);
    }

    @Test
    void halvesOfRowsInterleaveInPlaceToo() {
        Judge apart = new Judge(Tiles.named("interleaved-stores"), 7);
        int x = apart.floats(64);
        int out = apart.floats(64);
        apart.pointer(x, 0).pointer(out, 0).scalar(3);
        assertThat(apart.run(1, 1).guards()).containsExactly(true);
        for (int shift : new int[] {0, 1, 8, 16}) {
            Judge judge = new Judge(Tiles.named("interleaved-stores"), 7);
            int both = judge.floats(128);
            judge.pointer(both, 128).pointer(both, 128 + 4L * shift).scalar(3);
            assertThat(judge.run(1, 1).guards()).containsExactly(shift == 0);
        }
    }

    @Test
    void tilesAreReplacedTogether() {
        Judge judge = new Judge(Tiles.named("replaced-together"), 7);
        int both = judge.floats(128);
        judge.pointer(both, 0).pointer(both, 256).scalar(64);
        assertThat(judge.run(1, 1).guards()).containsExactly(true);
        Judge same = new Judge(Tiles.named("replaced-together"), 7);
        int one = same.floats(64);
        same.pointer(one, 0).pointer(one, 0).scalar(64);
        assertThat(same.run(1, 1).guards()).containsExactly(false);
    }

    /// Rows of any stride, and the addresses of both halves of each.
    private static final String HALVES =
            """
            kernel @rows(%0: *fp32 {name="x"}, %1: i32 {name="stride"}) {
              %2 = arange 0, 4 : [4]i32
              %3 = expand_dims %2 1 : [4,1]i32
              %4 = splat %1 : [4,1]i32
              %5 = mul %3, %4 : [4,1]i32
              %6 = broadcast %5 : [4,8]i32
              %7 = arange 0, 8 : [8]i32
              %8 = expand_dims %7 0 : [1,8]i32
              %9 = broadcast %8 : [4,8]i32
              %10 = add %6, %9 : [4,8]i32
              %11 = splat %0 : [4,8]*fp32
              %12 = addptr %11, %10 : [4,8]*fp32
              %13 = constant 8 : [4,8]i32
              %14 = addptr %12, %13 : [4,8]*fp32
            """;

    /// Rows whose stride is known only at run time interleave if a row ends before the next begins.
    @Test
    void rowsOfAnyStrideInterleave() {
        String text =
                HALVES
                        + """
                          %15 = load %12 : [4,8]fp32
                          %16 = load %14 : [4,8]fp32
                          %17 = add %15, %16 : [4,8]fp32
                          %18 = sub %15, %16 : [4,8]fp32
                          store %12, %17
                          store %14, %18
                          yield
                        }
                        """;
        TileKernel kernel = Tiles.parse(text);
        assertThat(nests(kernel)).containsExactly(2);
        for (int stride : new int[] {16, 17, 100, 15, 8, 4, 0, -16}) {
            Judge judge = new Judge(kernel, 3);
            int x = judge.floats(512);
            judge.pointer(x, 400).scalar(stride);
            assertThat(judge.run(1, 1).guards()).containsExactly(stride >= 16);
        }
    }

    /// The same where nothing is read from the rows, in either order of the halves.
    @Test
    void rowsOfAnyStrideAreWrittenInterleaved() {
        String text =
                HALVES
                        + """
                          %15 = constant 200 : [4,8]i32
                          %16 = addptr %11, %15 : [4,8]*fp32
                          %17 = load %16 : [4,8]fp32
                          %18 = add %17, %17 : [4,8]fp32
                          store FIRST, %17
                          store SECOND, %18
                          yield
                        }
                        """;
        for (List<String> order : List.of(List.of("%12", "%14"), List.of("%14", "%12"))) {
            String ordered = text.replace("FIRST", order.get(0)).replace("SECOND", order.get(1));
            TileKernel kernel = Tiles.parse(ordered);
            assertThat(nests(kernel)).containsExactly(2);
            for (int stride : new int[] {16, 17, 40, 15, 9, 8}) {
                Judge judge = new Judge(kernel, 3);
                judge.pointer(judge.floats(512), 0).scalar(stride);
                assertThat(judge.run(1, 1).guards()).containsExactly(stride >= 16);
            }
        }
    }
}
