package tritonc.codegen.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tritonc.codegen.vector.VectorFile;
import tritonc.codegen.vector.Vectorizer;
import tritonc.ir.tile.TileKernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// 64-bit lanes are computed in 32 bits where intervals prove that this moves no bit, and only
/// there.
final class NarrowLanesTest {
    private static final long[] EDGES = {
        0,
        1,
        -1,
        7,
        -24,
        64,
        1000,
        Integer.MAX_VALUE - 10,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 31,
        (1L << 32) - 1,
        1L << 40,
        Long.MAX_VALUE - 40,
        Long.MAX_VALUE,
        Long.MIN_VALUE + 3,
        Long.MIN_VALUE
    };

    private static final String[] KINDS =
            "add sub mul div rem min max and or xor shl shr".split(" ");

    private final List<String> lines = new ArrayList<>();
    private int next = 3;

    private String add(String line) {
        lines.add("  %" + next + " = " + line);
        return "%" + next++;
    }

    private String wide(String scalar, String type, String to) {
        String as = type.equals(to) ? scalar : add("cast " + scalar + " : " + to);
        return add("splat " + as + " : [64]" + to);
    }

    /// A kernel that stores lanes made from `$r`, an arange, and `$a` and `$b`, two splat scalars,
    /// all of them of 64 bits. `;` separates the lines of `body`, each of which may name the one
    /// before it `$1`, the one before that `$2`, and so on.
    ///
    /// @param a type of the first scalar before it is widened
    /// @param of type of what the last line gives
    private TileKernel kernel(String a, String b, String to, String of, String body) {
        lines.clear();
        next = 3;
        String index = add("arange 0, 64 : [64]i32");
        String r = add("cast " + index + " : [64]" + to);
        String first = wide("%1", a, to);
        String second = wide("%2", b, to);
        for (String line : body.split(";")) {
            String named = line.strip().replace("$r", r).replace("$a", first).replace("$b", second);
            for (int back = 1; back < 10; back++) {
                named = named.replace("$" + back, "%" + (next - back));
            }
            add(named);
        }
        String last = "%" + (next - 1);
        String out = add("splat %0 : [64]*" + of);
        String place = add("addptr " + out + ", " + index + " : [64]*" + of);
        return Tiles.parse(
                "kernel @narrow(%0: *"
                        + of
                        + " {name=\"out\"}, %1: "
                        + a
                        + " {name=\"a\"}, %2: "
                        + b
                        + " {name=\"b\"}) {\n"
                        + String.join("\n", lines)
                        + "\n  store "
                        + place
                        + ", "
                        + last
                        + "\n  yield\n}\n");
    }

    private TileKernel kernel(String a, String b, String body) {
        return kernel(a, b, "i64", "i64", body);
    }

    private TileKernel compared(String a, String b, String body) {
        return kernel(a, b, "i64", "i32", body + "; cast $1 : [64]i32");
    }

    /// How many ops have 64-bit lanes.
    ///
    /// @param op the name of those to count; empty for all
    private static long wide(TileKernel kernel, String op) {
        LoopKernel loops =
                Vectorizer.vectorize(LoopLowering.lower(kernel), new VectorFile(32, 16, 0));
        return LoopPrinter.print(loops)
                .lines()
                .filter(l -> l.endsWith("[4]i64") || l.endsWith("[8]i64") || l.endsWith("[8]u64"))
                .filter(l -> l.contains("= " + op))
                .count();
    }

    private static long wide(TileKernel kernel) {
        return wide(kernel, "");
    }

    /// Runs it for all pairs of edges that fit the types.
    private static void holds(TileKernel kernel) {
        String a = kernel.parameters().get(1).value().type().toString();
        String b = kernel.parameters().get(2).value().type().toString();
        for (long x : EDGES) {
            for (long y : EDGES) {
                if (fits(x, a) && fits(y, b)) {
                    Judge judge = new Judge(kernel, 3);
                    int out = judge.floats(128);
                    judge.pointer(out, 0).scalar(x).scalar(y).run(1, 1);
                }
            }
        }
    }

    private static boolean fits(long number, String type) {
        return switch (type) {
            case "i32" -> number == (int) number;
            case "u32" -> number == (number & 0xFFFF_FFFFL);
            default -> true;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"lt", "le", "gt", "ge", "eq", "ne"})
    void aSumIsComparedWithWhatIsLeft(String kind) {
        TileKernel kernel =
                compared("i32", "i64", "add $a, $r : [64]i64; " + kind + " $1, $b : [64]i1");
        assertThat(wide(kernel)).isZero();
        holds(kernel);
        kernel = compared("i32", "i64", "add $a, $r : [64]i64; " + kind + " $b, $1 : [64]i1");
        assertThat(wide(kernel)).isZero();
        holds(kernel);
    }

    @Test
    void aSumThatMayWrapIsComparedAsItIs() {
        TileKernel kernel = compared("i64", "i64", "add $a, $r : [64]i64; lt $1, $b : [64]i1");
        assertThat(wide(kernel)).isPositive();
        holds(kernel);
    }

    @Test
    void lanesAreComparedWithAnyNumber() {
        TileKernel kernel = compared("i32", "i64", "eq $r, $b : [64]i1");
        assertThat(wide(kernel)).isZero();
        holds(kernel);
    }

    @Test
    void sumsOfOneNumberAreComparedByWhatDiffers() {
        String sums = "add $a, $r : [64]i64; sub $a, $r : [64]i64; ";
        TileKernel kernel = compared("i64", "i64", sums + "eq $2, $1 : [64]i1");
        assertThat(wide(kernel)).isZero();
        holds(kernel);
        kernel = compared("i64", "i64", sums + "lt $2, $1 : [64]i1");
        assertThat(wide(kernel)).isPositive();
        holds(kernel);
    }

    @ParameterizedTest
    @ValueSource(strings = {"div", "rem"})
    void aSumIsDividedByWhatFits32Bits(String kind) {
        String body = "add $a, $r : [64]i64; " + kind + " $1, $b : [64]i64";
        TileKernel kernel = kernel("u32", "i32", body);
        assertThat(wide(kernel, kind)).isZero();
        holds(kernel);
        holds(kernel("u32", "u32", body));
        holds(kernel("u32", "u32", "u64", "u64", body.replace("i64", "u64")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"i32 i32", "u32 i64", "i64 i32"})
    void aSumThatMayBeNegativeOrAnyDivisorIsDividedAsItIs(String types) {
        String[] type = types.split(" ");
        TileKernel kernel = kernel(type[0], type[1], "add $a, $r : [64]i64; rem $1, $b : [64]i64");
        assertThat(wide(kernel, "rem")).isPositive();
        holds(kernel);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 7, 8, 24, 64, 1L << 31})
    void aSumIsDividedByAConstant(long by) {
        for (String kind : List.of("div", "rem")) {
            String body =
                    "add $a, $r : [64]i64; constant "
                            + by
                            + " : [64]i64; "
                            + kind
                            + " $2, $1 : [64]i64";
            TileKernel kernel = kernel("u32", "i32", body);
            assertThat(wide(kernel, kind)).isZero();
            holds(kernel);
        }
    }

    @Test
    void chainsOfWhatFitsAreNarrow() {
        TileKernel kernel =
                kernel(
                        "i32",
                        "i64",
                        "i64",
                        "i32",
                        "constant 3 : [64]i64; mul $r, $1 : [64]i64; add $1, $2 : [64]i64; constant"
                            + " 7 : [64]i64; div $2, $1 : [64]i64; rem $3, $b : [64]i64; sub $2, $1"
                            + " : [64]i64; abs $1 : [64]i64; max $1, $r : [64]i64; cast $1 :"
                            + " [64]i32");
        assertThat(wide(kernel)).isZero();
        holds(kernel);
    }

    @Test
    void aProductThatNeedsMoreStays() {
        TileKernel kernel =
                kernel(
                        "i32",
                        "i64",
                        "mul $r, $a : [64]i64; mul $1, $b : [64]i64; add $1, $a : [64]i64");
        assertThat(wide(kernel, "mul")).isPositive();
        holds(kernel);
    }

    @Test
    void aBranchTellsOfWhatItTests() {
        String text =
                """
                kernel @branch(%0: *i32 {name="out"}, %1: i64 {name="a"}, %2: i64 {name="b"}) {
                  %3 = constant 1000000 : i64
                  %4 = constant -5 : i64
                  %5 = lt %1, %3 : i1
                  %6 = ge %1, %4 : i1
                  %7 = and %5, %6 : i1
                  if CONDITION {
                    %8 = arange 0, 64 : [64]i32
                    %9 = cast %8 : [64]i64
                    %10 = splat %1 : [64]i64
                    %11 = add %10, %9 : [64]i64
                    %12 = splat %2 : [64]i64
                    %13 = le %11, %12 : [64]i1
                    %14 = cast %13 : [64]i32
                    %15 = splat %0 : [64]*i32
                    %16 = addptr %15, %8 : [64]*i32
                    store %16, %14
                    yield
                  } else {
                    yield
                  }
                  yield
                }
                """;
        TileKernel kernel = Tiles.parse(text.replace("CONDITION", "%7"));
        assertThat(wide(kernel)).isZero();
        holds(kernel);
        TileKernel half = Tiles.parse(text.replace("CONDITION", "%5"));
        assertThat(wide(half)).isPositive();
        holds(half);
    }

    /// What an outer loop's index moves is part of the base, which is computed once a row.
    @Test
    void rowsOfAMatrixAreNumberedInTheOuterLoop() {
        TileKernel kernel =
                Tiles.parse(
                        """
                        kernel @rows(%0: *i32 {name="out"}, %1: i32 {name="a"}, %2: i64 {name="b"}) {
                          %3 = arange 0, 2 : [2]i32
                          %4 = cast %3 : [2]i64
                          %5 = cast %1 : i64
                          %6 = splat %5 : [2]i64
                          %7 = mul %4, %6 : [2]i64
                          %8 = expand_dims %7 1 : [2,1]i64
                          %9 = broadcast %8 : [2,32]i64
                          %10 = arange 0, 32 : [32]i32
                          %11 = cast %10 : [32]i64
                          %12 = expand_dims %11 0 : [1,32]i64
                          %13 = broadcast %12 : [2,32]i64
                          %14 = add %9, %13 : [2,32]i64
                          %15 = splat %2 : [2,32]i64
                          %16 = lt %14, %15 : [2,32]i1
                          %17 = cast %16 : [2,32]i32
                          %18 = constant 32 : [2]i32
                          %19 = mul %3, %18 : [2]i32
                          %20 = expand_dims %19 1 : [2,1]i32
                          %21 = broadcast %20 : [2,32]i32
                          %22 = expand_dims %10 0 : [1,32]i32
                          %23 = broadcast %22 : [2,32]i32
                          %24 = add %21, %23 : [2,32]i32
                          %25 = splat %0 : [2,32]*i32
                          %26 = addptr %25, %24 : [2,32]*i32
                          store %26, %17
                          yield
                        }
                        """);
        assertThat(wide(kernel)).isZero();
        holds(kernel);
    }

    /// Random ops of 64-bit lanes agree with the interpreter.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomOpsMoveNoBit(int seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            String to = random.nextInt(4) == 0 ? "u64" : "i64";
            String a = pick(random, "i32", "u32", to);
            String b = pick(random, "i32", "u32", to);
            TileKernel kernel = kernel(a, b, to, to, body(random, to));
            for (int run = 0; run < 6; run++) {
                Judge judge = new Judge(kernel, seed);
                int out = judge.floats(128);
                judge.pointer(out, 0).scalar(edge(random, a)).scalar(edge(random, b)).run(1, 1);
            }
        }
    }

    private static String pick(Random random, String... of) {
        return of[random.nextInt(of.length)];
    }

    private static long edge(Random random, String type) {
        long any = EDGES[random.nextInt(EDGES.length)] + random.nextInt(-2, 3);
        return switch (type) {
            case "i32" -> (int) any;
            case "u32" -> any & 0xFFFF_FFFFL;
            default -> any;
        };
    }

    private static String body(Random random, String type) {
        String lanes = " : [64]" + type;
        List<String> body = new ArrayList<>(List.of("add $a, $r" + lanes));
        // lines that give numbers, not truth values
        List<Integer> numbers = new ArrayList<>(List.of(0));
        for (int i = 0; i < 6; i++) {
            String x = operand(random, body, numbers);
            String y = operand(random, body, numbers);
            switch (random.nextInt(8)) {
                case 0 -> body.add("constant " + random.nextInt(45) + lanes);
                case 1 -> body.add(pick(random, "neg ", "not ") + x + lanes);
                case 2 -> {
                    body.add(pick(random, "lt ", "ge ", "eq ") + x + ", " + y + " : [64]i1");
                    body.add("select $1, $r, " + operand(random, body, numbers) + lanes);
                }
                default -> body.add(pick(random, KINDS) + " " + x + ", " + y + lanes);
            }
            numbers.add(body.size() - 1);
        }
        return String.join("; ", body);
    }

    private static String operand(Random random, List<String> body, List<Integer> numbers) {
        int from = Math.max(0, numbers.size() - 4);
        int line = numbers.get(random.nextInt(from, numbers.size()));
        return pick(
                random, "$r", "$a", "$b", "$" + (body.size() - line), "$" + (body.size() - line));
    }
}
