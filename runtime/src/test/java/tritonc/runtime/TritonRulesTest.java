package tritonc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.type.DType;
import tritonc.runtime.cpu.CpuTarget;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What arguments are compiled for, against what `native_specialize_impl` of Triton 3.8 gives for
/// the same values, and that a bound launch notices when that changes.
class TritonRulesTest {
    private static final KernelDeclaration SCALE =
            new KernelDeclaration(
                    "scale",
                    List.of(
                            KernelParameter.of("x"),
                            KernelParameter.of("y"),
                            KernelParameter.of("n"),
                            KernelParameter.of("factor"),
                            KernelParameter.constexpr("BLOCK")));

    private final CpuTarget cpu = CpuTarget.create(1);
    private final List<String> compiled = new ArrayList<>();

    private tritonc.ir.artifact.Artifact compile(KernelSignature signature) {
        compiled.add(signature.text());
        return Kernels.scale(signature);
    }

    private String text(KernelParameter parameter, @Nullable Object value) {
        KernelDeclaration one = new KernelDeclaration("k", List.of(parameter));
        return Kernel.of(one, this::compile, cpu)
                .signature(Args.of(parameter.name(), value))
                .text();
    }

    private static KernelParameter parameter(
            boolean specialised, boolean aligned, @Nullable DType type) {
        return new KernelParameter("p", false, specialised, aligned, type, false, null);
    }

    /// Columns: value, as is, `do_not_specialize_on_alignment`, `do_not_specialize`.
    @ParameterizedTest
    @CsvSource({
        "0, i32:16, i32, i32",
        "1, i32:1, i32:1, i32",
        "2, i32, i32, i32",
        "16, i32:16, i32, i32",
        "-16, i32:16, i32, i32",
        "-1, i32, i32, i32",
        "2147483647, i32, i32, i32",
        "2147483648, i64:16, i64, i64",
        "-2147483648, i32:16, i32, i32",
        "-2147483649, i64, i64, i64",
        "4294967296, i64:16, i64, i64",
        "9223372036854775807, i64, i64, i64",
        "9223372036854775808, u64:16, u64, u64",
        "18446744073709551615, u64, u64, u64",
    })
    void integers(BigInteger value, String plain, String unaligned, String general) {
        assertThat(text(parameter(true, true, null), value)).isEqualTo(plain);
        assertThat(text(parameter(true, false, null), value)).isEqualTo(unaligned);
        assertThat(text(parameter(false, true, null), value)).isEqualTo(general);
        assertThat(text(parameter(false, false, null), value)).isEqualTo(general);
    }

    @Test
    void othersAreTheSameWhateverIsSpecialised() {
        for (boolean specialised : new boolean[] {true, false}) {
            KernelParameter p = parameter(specialised, true, null);
            assertThat(text(p, true)).isEqualTo("i1");
            assertThat(text(p, false)).isEqualTo("i1");
            assertThat(text(p, 1.0)).isEqualTo("fp32");
            assertThat(text(p, 16.0)).isEqualTo("fp32");
            assertThat(text(p, null)).isEqualTo("None");
        }
    }

    @Test
    void pointersByTheirAddress() {
        try (Tensor x = Tensor.zeros(DType.FP32, 64);
                Tensor odd = x.slice(0, 1, 8, 1)) {
            assertThat(text(parameter(true, true, null), x)).isEqualTo("*fp32:16");
            assertThat(text(parameter(true, true, null), odd)).isEqualTo("*fp32");
            assertThat(text(parameter(true, false, null), x)).isEqualTo("*fp32");
            assertThat(text(parameter(false, true, null), x)).isEqualTo("*fp32");
        }
    }

    @Test
    void anAnnotationGivesTheTypeAndLeavesOneAlone() {
        KernelParameter wide = parameter(true, true, DType.I64);
        assertThat(text(wide, 1)).isEqualTo("i64");
        assertThat(text(wide, 16)).isEqualTo("i64:16");
        assertThat(text(wide, true)).isEqualTo("i64");
        assertThat(text(parameter(false, true, DType.I64), 16)).isEqualTo("i64");
        assertThat(text(parameter(true, true, DType.U64), BigInteger.ONE.shiftLeft(63)))
                .isEqualTo("u64:16");
        assertThat(text(parameter(true, true, DType.FP16), 1.5)).isEqualTo("fp16");
        assertThat(text(parameter(true, true, DType.I1), 1)).isEqualTo("i1");
    }

    @Test
    void aBoundLaunchCompilesAgainOnlyWhenTheSpecialisationChanges() {
        Kernel kernel = Kernel.of(SCALE, this::compile, cpu);
        try (Tensor x = Tensor.zeros(DType.FP32, 64);
                Tensor odd = x.slice(0, 1, 32, 1)) {
            BoundLaunch launch =
                    kernel.bind(
                            Grid.of(1), Args.of("x", x, "y", x, "n", 7, "factor", 2.0, "BLOCK", 4));
            assertThat(compiled).hasSize(1);
            for (int n : new int[] {5, 9, 11, 3}) {
                launch.set("n", n).run();
            }
            assertThat(compiled).hasSize(1);
            launch.set("n", 16).run();
            launch.set("n", 32).run();
            assertThat(compiled).hasSize(2);
            kernel.prepare(Args.of("x", x, "y", x, "n", 1, "factor", 2.0, "BLOCK", 4));
            assertThat(compiled).hasSize(3);
            launch.set("n", 7).run();
            launch.set("x", odd).run();
            assertThat(compiled).hasSize(4);
            launch.set("x", x).run();
            assertThat(compiled).hasSize(4);
        }
    }

    @Test
    void whatDecoratorsSetFollowsTheArguments() {
        Kernel kernel = Kernel.of(SCALE, new EvenBlock(), this::compile, cpu);
        try (Tensor x = Tensor.zeros(DType.FP32, 64)) {
            BoundLaunch launch =
                    kernel.bind(Grid.of(1), Args.of("x", x, "y", x, "n", 6, "factor", 2.0));
            assertThat(launch.value("BLOCK")).isEqualTo(2L);
            launch.set("n", 7).run();
            assertThat(launch.value("BLOCK")).isEqualTo(1L);
            launch.set("BLOCK", 4).set("n", 8).run();
            assertThat(launch.value("BLOCK")).isEqualTo(4L);
            Faults.of(
                    tritonc.ir.diagnostic.Code.MISSING_ARGUMENT,
                    () -> kernel.bind(Grid.of(1), Args.of("x", x, "y", x, "n", -1, "factor", 2.0)));
        }
    }

    /// BLOCK is 2 for an even n and 1 for an odd one.
    private static final class EvenBlock implements ArgCompletion {
        @Override
        public Set<String> parameters() {
            return Set.of("BLOCK");
        }

        @Override
        public Completed complete(Map<String, @Nullable Object> given) {
            if (!(given.get("n") instanceof Scalar n) || n.longValue() < 0) {
                return new Completed(Map.of(), Map.of("BLOCK", "no n"));
            }
            return new Completed(Map.of("BLOCK", n.longValue() % 2 == 0 ? 2 : 1), Map.of());
        }
    }

    /// Elements specialise whatever is said of the parameter.
    @Test
    void tuples() {
        try (Tensor x = Tensor.zeros(DType.FP32, 32)) {
            for (boolean specialised : new boolean[] {true, false}) {
                KernelParameter p = parameter(specialised, specialised, null);
                assertThat(text(p, List.of(1, 16))).isEqualTo("(i32:1, i32:16)");
                assertThat(text(p, Args.tuple(x, 3, null))).isEqualTo("(*fp32:16, i32, None)");
                assertThat(text(p, Args.named("a", 1, "b", x))).isEqualTo("(a=i32:1, b=*fp32:16)");
                assertThat(text(p, List.of())).isEqualTo("()");
                assertThat(text(p, List.of(new Constexpr(4)))).isEqualTo("(4,)");
                assertThat(text(p, List.of(List.of(1, x), 2.5)))
                        .isEqualTo("((i32:1, *fp32:16), fp32)");
                assertThat(text(p, List.of(1L << 40, true))).isEqualTo("(i64:16, i1)");
            }
            KernelParameter fixed = KernelParameter.constexpr("p");
            assertThat(text(fixed, Args.tuple(1, 2.5, null, "t"))).isEqualTo("(1, 2.5, None, 't')");
            assertThat(text(fixed, Args.named("a", 1))).isEqualTo("(a=1)");
            assertThat(text(fixed, new Literal("relu"))).isEqualTo("relu");
            assertThatThrownBy(() -> text(fixed, List.of(x)))
                    .isInstanceOf(TritonException.class)
                    .hasMessageContaining("is constexpr and cannot be a tuple of a tensor of fp32");
        }
    }
}
