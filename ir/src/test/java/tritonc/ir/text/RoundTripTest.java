package tritonc.ir.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.fuzz.RandomKernels;
import tritonc.ir.math.Lanes;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.type.DType;
import tritonc.ir.verify.Verifier;

import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

final class RoundTripTest {
    private static final int KERNELS = 1500;

    @Test
    void randomKernelsComeBackEqual() {
        Set<String> seen = new TreeSet<>();
        for (long seed = 0; seed < KERNELS; seed++) {
            TileKernel kernel = RandomKernels.of(seed);
            assertThat(Verifier.verify(kernel)).as("seed %d", seed).isEmpty();
            String text = Printer.print(kernel);
            TileKernel back = Reader.read(new SourceFile("seed" + seed, text));
            assertThat(back).as("seed %d", seed).isEqualTo(kernel);
            assertThat(Printer.print(back)).isEqualTo(text);
            names(kernel.body(), seen);
        }
        assertThat(seen)
                .contains("for", "if", "while", "load", "store", "atomic_rmw", "reduce", "dot")
                .contains("constant", "cast", "bitcast", "select", "fma", "addptr", "trans")
                .contains("splat", "broadcast", "expand_dims", "reshape", "arange", "eq", "exp")
                .contains("pow", "program_id", "yield", "condition");
    }

    private static void names(Block block, Set<String> seen) {
        for (Statement s : block.statements()) {
            seen.add(s.op().name());
            s.op().blocks().forEach(b -> names(b, seen));
        }
    }

    @Test
    void placesMayBeLeftOut() {
        Builder b = new Builder();
        b.at(new Location("f.py", 3, 5, new Location("g.py", 9, 1)));
        b.i32(4);
        TileKernel kernel = b.kernel("k");
        assertThat(Printer.print(kernel)).contains("loc(\"f.py\":3:5 at \"g.py\":9:1)");
        String bare = Printer.print(kernel, false);
        assertThat(bare).doesNotContain("loc");
        TileKernel back = Reader.read(new SourceFile("t", bare));
        assertThat(back.body().statements().getFirst().at()).isEqualTo(Location.NONE);
    }

    /// Every bit pattern of the narrow formats, and random and special ones of the wide ones.
    @ParameterizedTest
    @EnumSource(DType.class)
    void lanesComeBackEqual(DType dtype) {
        Random random = new Random(dtype.ordinal());
        int count = dtype.bits() <= 16 ? 1 << dtype.bits() : 20_000;
        for (int i = 0; i < count; i++) {
            long lane = Lanes.fromBits(dtype, dtype.bits() <= 16 ? i : random.nextLong());
            assertLane(dtype, lane);
        }
        double[] special = {0, -0.0, 1, -1, 0.1, 1e300, 1e-310, 65504, 1 / 0.0, -1 / 0.0, 0 / 0.0};
        for (double x : special) {
            assertLane(dtype, Lanes.ofDouble(dtype, x));
        }
    }

    private static void assertLane(DType dtype, long lane) {
        String text = LaneText.print(dtype, lane);
        if (!text.startsWith("bits")) {
            assertThat(LaneText.parse(dtype, text)).as("%s %s", dtype, text).isEqualTo(lane);
        } else {
            double value = Lanes.toDouble(dtype, lane);
            assertThat(Double.isFinite(value)).as("%s %s", dtype, text).isFalse();
        }
    }

    /// No text makes the reader throw: cut and mutated kernels give a kernel or diagnostics.
    @Test
    void damagedTextGivesDiagnostics() {
        Random random = new Random(7);
        int broken = 0;
        for (int i = 0; i < 6000; i++) {
            String text = Printer.print(RandomKernels.of(i % 150));
            String damaged = damage(text, random);
            Diagnostics found = new Diagnostics();
            TileKernel kernel = Reader.read(new SourceFile("t", damaged), found);
            assertThat(kernel == null).isEqualTo(found.hasErrors());
            broken += kernel == null ? 1 : 0;
        }
        assertThat(broken).isGreaterThan(3000);
    }

    private static String damage(String text, Random random) {
        int at = random.nextInt(text.length());
        int other = random.nextInt(text.length());
        String alphabet = "%,:=*{}()[]@\"\\0123456789-.exnli \n/\u0000\uD800";
        char c = alphabet.charAt(random.nextInt(alphabet.length()));
        int from = Math.min(at, other);
        int to = Math.min(Math.max(at, other), from + 40);
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(0, at) + c + text.substring(at + 1);
            case 2 -> text.substring(0, at) + c + text.substring(at);
            case 3 -> text.substring(0, from) + text.substring(to);
            case 4 -> text.substring(0, at) + text.substring(from, to) + text.substring(at);
            default -> text.substring(0, at) + "99999999999999999999" + text.substring(at);
        };
    }
}
