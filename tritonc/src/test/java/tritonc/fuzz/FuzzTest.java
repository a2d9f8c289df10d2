package tritonc.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.pass.Pass;
import tritonc.ir.text.Printer;
import tritonc.ir.text.Reader;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.type.DType;
import tritonc.ir.verify.Verifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Random kernels in every executor. `-Dfuzz.kernels=N` runs N instead of the few of a build;
/// `-Dfuzz.seed=S` starts at another seed; `-Dfuzz.rows=100` makes kernels over rows alone.
class FuzzTest {
    private static final int KERNELS = Integer.getInteger("fuzz.kernels", 3000);
    private static final long FIRST = Long.getLong("fuzz.seed", 1);

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void bytecodeEqualsTheInterpreter(int level) {
        Differential differential = Levels.differential(level);
        int kernels = level == 0 ? KERNELS / 3 : KERNELS;
        System.out.println(
                "fuzz: -O" + level + ", seeds " + FIRST + " to " + (FIRST + kernels - 1));
        for (long seed = FIRST; seed < FIRST + kernels; seed++) {
            differential.check(seed);
        }
    }

    @Test
    void everyKernelIsValidAndReadsBackFromItsText() {
        for (long seed = FIRST; seed < FIRST + 300; seed++) {
            TileKernel kernel = KernelGenerator.generate(Choices.random(seed)).kernel();
            assertThat(Verifier.verify(kernel)).isEmpty();
            String text = Printer.print(kernel);
            assertThat(Reader.read(new SourceFile("fuzz.tile", text))).isEqualTo(kernel);
        }
    }

    @Test
    void kernelsAreMadeOfEverything() {
        Histogram histogram = new Histogram();
        for (long seed = 1; seed <= 2000; seed++) {
            histogram.add(KernelGenerator.generate(Choices.random(seed)));
        }
        System.out.println(histogram);
        assertThat(histogram.medianSize()).isGreaterThanOrEqualTo(12);
        assertThat(histogram.percent("control flow")).isGreaterThan(50);
        assertThat(histogram.percent("2-D tiles")).isGreaterThan(33);
        assertThat(histogram.percent("aliased arguments")).isGreaterThan(20);
        assertThat(histogram.percent("empty grid")).isGreaterThan(0.5);
        for (String trait :
                List.of(
                        "overlapping arguments",
                        "negative stride",
                        "zero stride",
                        "prefix mask",
                        "mask with holes",
                        "wrapped offsets",
                        "unguarded access",
                        "stride known at run time",
                        "zero divisor",
                        "rows",
                        "row in blocks",
                        "row with a length of its own",
                        "loop over rows",
                        "branch that joins lanes")) {
            assertThat(histogram.percent(trait)).as(trait).isGreaterThan(3);
        }
        for (DType dtype : KernelGenerator.NUMBERS) {
            assertThat(histogram.percent("dtype " + dtype)).as(dtype.toString()).isGreaterThan(20);
        }
        List<String> ops = new ArrayList<>();
        for (UnaryKind kind : UnaryKind.functions()) {
            ops.add(kind.text());
        }
        for (BinaryKind kind : BinaryKind.values()) {
            ops.add(kind.text());
        }
        for (ReduceKind kind : ReduceKind.values()) {
            ops.add("reduce " + kind.text());
        }
        ops.addAll(
                List.of(
                        "eq",
                        "ne",
                        "lt",
                        "le",
                        "gt",
                        "ge",
                        "select",
                        "fma",
                        "cast",
                        "bitcast",
                        "addptr",
                        "load",
                        "store",
                        "dot",
                        "scan",
                        "reduce_by",
                        "scan_by",
                        "flip",
                        "gather",
                        "histogram",
                        "bitonic_merge",
                        "for",
                        "if",
                        "while",
                        "print",
                        "assert",
                        "arange",
                        "splat",
                        "broadcast",
                        "expand_dims",
                        "reshape",
                        "trans",
                        "program_id"));
        for (String op : ops) {
            assertThat(histogram.percent("op " + op)).as(op).isGreaterThan(2);
        }
    }

    /// Each planted fault shows within 2,000 kernels.
    @ParameterizedTest
    @EnumSource(Miscompile.class)
    void plantedMiscompilesAreFound(Miscompile fault) {
        List<Pass> exact = Levels.passes(0, Pass.Exactness.EXACT);
        Differential sound = new Differential(k -> k, k -> Levels.run(exact, k));
        Differential broken = new Differential(k -> k, k -> Levels.run(exact, fault.plant(k)));
        Optional<Long> found = Optional.empty();
        for (long seed = 1; seed <= 2000 && found.isEmpty(); seed++) {
            FuzzCase fuzz = KernelGenerator.generate(Choices.random(seed));
            boolean shows =
                    fault.plant(fuzz.kernel()) != fuzz.kernel() && broken.difference(fuzz) != null;
            if (shows) {
                assertThat(sound.difference(fuzz)).as("without the fault").isNull();
                found = Optional.of(seed);
            }
        }
        System.out.println("fuzz: " + fault + " found at kernel " + found.orElse(-1L));
        assertThat(found).isPresent();
    }
}
