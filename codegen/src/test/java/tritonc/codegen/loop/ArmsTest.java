package tritonc.codegen.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tritonc.ir.tile.TileKernel;

import java.util.ArrayList;
import java.util.List;

/// What only the first operands of selects ask for is left out where no lane takes it, and moves no
/// bit.
final class ArmsTest {
    private static final int CHAIN = 40;

    /// Two selects of one condition, whose first operands are made of `links` products, and the sum
    /// of what they give.
    ///
    /// @param between stands between the selects and may name `%x`, `%limit`, `%near` and `%one` as
    ///   `$x` and so on; defines `%last`
    private static TileKernel kernel(int links, String between) {
        List<String> lines = new ArrayList<>();
        lines.add("arange 0, 64 : [64]i32");
        lines.add("splat %0 : [64]*fp32");
        lines.add("addptr %3, %2 : [64]*fp32");
        lines.add("load %4 : [64]fp32");
        lines.add("splat %1 : [64]fp32");
        lines.add("gt %5, %6 : [64]i1");
        lines.add("add %5, %6 : [64]fp32");
        for (int i = 0; i < links; i++) {
            lines.add("mul %" + (i == 0 ? 5 : 8 + i) + ", %6 : [64]fp32");
        }
        int arm = 8 + links;
        lines.add("sub %" + arm + ", %5 : [64]fp32");
        lines.add("select %7, %" + arm + ", %8 : [64]fp32");
        int one = arm + 2;
        lines.add(
                between.replace("$arm", "%" + arm).replace("$one", "%" + one).replace("$x", "%5"));
        lines.add("select %7, %" + (arm + 1) + ", %" + (one + 1) + " : [64]fp32");
        lines.add("add %" + one + ", %" + (one + 2) + " : [64]fp32");
        return parse(lines);
    }

    /// A kernel of lines; all but stores give the next value, and the last is what is stored.
    private static TileKernel parse(List<String> lines) {
        StringBuilder text = new StringBuilder("kernel @arms(%0: *fp32 {name=\"x\"}, ");
        text.append("%1: fp32 {name=\"limit\"}) {\n");
        int value = 2;
        for (String line : lines) {
            boolean gives = !line.startsWith("store");
            text.append(gives ? "  %" + value++ + " = " : "  ").append(line).append('\n');
        }
        text.append("  store %4, %").append(value - 1).append("\n  yield\n}\n");
        return Tiles.parse(text.toString());
    }

    private static long wheres(TileKernel kernel) {
        return Tiles.vectorised(kernel, "where");
    }

    /// Runs it where all, some and no lanes take the arm.
    private static void holds(TileKernel kernel) {
        for (float limit : new float[] {-3, 0, 1.9f, 3}) {
            Judge judge = new Judge(kernel, 3);
            int x = judge.floats(64);
            judge.pointer(x, 0).scalar(Float.floatToRawIntBits(limit) & 0xffffffffL).run(1, 1);
        }
    }

    @Test
    void aLongArmIsJumpedOver() {
        TileKernel kernel = kernel(CHAIN, "add $x, $x : [64]fp32");
        assertThat(wheres(kernel)).isPositive();
        holds(kernel);
    }

    @Test
    void aShortArmIsComputed() {
        TileKernel kernel = kernel(8, "add $x, $x : [64]fp32");
        assertThat(wheres(kernel)).isZero();
        holds(kernel);
    }

    @Test
    void anArmThatOthersReadIsComputed() {
        TileKernel kernel = kernel(CHAIN, "add $arm, $x : [64]fp32");
        assertThat(wheres(kernel)).isZero();
        holds(kernel);
    }

    @Test
    void selectsThatDependOnEachOtherAreNotJoined() {
        TileKernel kernel = kernel(CHAIN, "add $one, $x : [64]fp32");
        assertThat(wheres(kernel)).isZero();
        holds(kernel);
    }

    /// The second select's arm reads what is loaded behind the first select.
    ///
    /// @param between stands in front of that load; defines one value or none
    private static TileKernel loading(String between) {
        List<String> lines = new ArrayList<>();
        lines.add("arange 0, 64 : [64]i32");
        lines.add("splat %0 : [64]*fp32");
        lines.add("addptr %3, %2 : [64]*fp32");
        lines.add("load %4 : [64]fp32");
        lines.add("splat %1 : [64]fp32");
        lines.add("gt %5, %6 : [64]i1");
        for (int i = 0; i < CHAIN; i++) {
            lines.add("mul %" + (i == 0 ? 5 : 7 + i) + ", %6 : [64]fp32");
        }
        int select = 8 + CHAIN;
        lines.add("select %7, %" + (select - 1) + ", %5 : [64]fp32");
        if (!between.isEmpty()) {
            lines.add(between.replace("$select", "%" + select));
        }
        int load = 2 + lines.size() - (between.startsWith("store") ? 1 : 0);
        lines.add("load %4 : [64]fp32");
        lines.add("sub %" + load + ", %" + load + " : [64]fp32");
        lines.add("add %" + load + ", %6 : [64]fp32");
        lines.add("select %7, %" + (load + 1) + ", %" + (load + 2) + " : [64]fp32");
        lines.add("add %" + select + ", %" + (load + 3) + " : [64]fp32");
        return parse(lines);
    }

    @Test
    void whatAnArmReadsIsLoadedBefore() {
        TileKernel kernel = loading("");
        assertThat(wheres(kernel)).isPositive();
        holds(kernel);
    }

    @Test
    void aLoadDoesNotMoveInFrontOfAStore() {
        holds(loading("store %4, $select"));
    }
}
