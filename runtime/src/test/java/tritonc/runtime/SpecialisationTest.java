package tritonc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tritonc.ir.artifact.Artifact;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.type.DType;
import tritonc.runtime.cpu.CpuTarget;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// Which code a launch asks for.
@Timeout(60)
final class SpecialisationTest {
    private final CpuTarget cpu = CpuTarget.create(2);
    private final List<String> compiled = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        cpu.close();
    }

    private Artifact compile(KernelSignature signature) {
        compiled.add(signature.text());
        return Kernels.scale(signature);
    }

    /// The signature that one argument gives to a parameter.
    private String text(KernelParameter parameter, @Nullable Object value) {
        KernelDeclaration one = new KernelDeclaration("k", List.of(parameter));
        Kernel kernel = Kernel.of(one, this::compile, cpu);
        return kernel.signature(Args.of(parameter.name(), value)).text();
    }

    private String plain(@Nullable Object value) {
        return text(KernelParameter.of("p"), value);
    }

    private String constant(@Nullable Object value) {
        return text(KernelParameter.constexpr("P"), value);
    }

    @Test
    void integersAreWhatTritonMakesOfThem() {
        assertThat(plain(1)).isEqualTo("i32:1");
        assertThat(plain(7)).isEqualTo("i32");
        assertThat(plain(0)).isEqualTo("i32:16");
        assertThat(plain(-32)).isEqualTo("i32:16");
        assertThat(plain(-1)).isEqualTo("i32");
        assertThat(plain(1L)).isEqualTo("i32:1");
        assertThat(plain((short) 3)).isEqualTo("i32");
        assertThat(plain(Integer.MAX_VALUE)).isEqualTo("i32");
        assertThat(plain(Integer.MAX_VALUE + 1L)).isEqualTo("i64:16");
        assertThat(plain(Integer.MIN_VALUE - 1L)).isEqualTo("i64");
        assertThat(plain(BigInteger.TWO.pow(64).subtract(BigInteger.ONE))).isEqualTo("u64");
        assertThat(plain(BigInteger.valueOf(48))).isEqualTo("i32:16");
    }

    @Test
    void otherNumbersToo() {
        assertThat(plain(1.0)).isEqualTo("fp32");
        assertThat(plain(16f)).isEqualTo("fp32");
        assertThat(plain(true)).isEqualTo("i1");
        assertThat(plain(null)).isEqualTo("None");
        assertThat(plain(Scalar.of(DType.FP64, 1.5))).isEqualTo("fp64");
        assertThat(plain(Scalar.of(DType.I64, 16))).isEqualTo("i64");
        assertThat(plain(Scalar.of(DType.I32, 1))).isEqualTo("i32");
    }

    @Test
    void tensorsArePointersAlignedOrNot() {
        try (Tensor x = Tensor.zeros(DType.BF16, 40);
                Tensor shifted = x.slice(0, 8, 8, 1);
                Tensor odd = x.slice(0, 3, 8, 1)) {
            assertThat(plain(x)).isEqualTo("*bf16:16");
            assertThat(plain(shifted)).isEqualTo("*bf16:16");
            assertThat(plain(odd)).isEqualTo("*bf16");
        }
    }

    @Test
    void unspecialisedParametersStayGeneral() {
        KernelParameter p = new KernelParameter("p", false, false, true, null, false, null);
        try (Tensor x = Tensor.zeros(DType.I8, 4)) {
            assertThat(text(p, 1)).isEqualTo("i32");
            assertThat(text(p, 16)).isEqualTo("i32");
            assertThat(text(p, x)).isEqualTo("*i8");
        }
    }

    @Test
    void annotationsGoBefore() {
        KernelParameter wide = new KernelParameter("p", false, true, true, DType.I64, false, null);
        KernelParameter real = new KernelParameter("p", false, true, true, DType.FP64, false, null);
        assertThat(text(wide, 7)).isEqualTo("i64");
        assertThat(text(wide, 16)).isEqualTo("i64:16");
        assertThat(text(real, 16)).isEqualTo("fp64");
        assertThat(text(real, 0.1)).isEqualTo("fp64");
    }

    @Test
    void constantsAreWrittenAsPythonWritesThem() {
        assertThat(constant(1024)).isEqualTo("1024");
        assertThat(constant(-1L)).isEqualTo("-1");
        assertThat(constant(true)).isEqualTo("True");
        assertThat(constant(null)).isEqualTo("None");
        assertThat(constant(-0.5)).isEqualTo("-0.5");
        assertThat(constant(1e-5)).isEqualTo("1.0e-5");
        assertThat(constant(Double.POSITIVE_INFINITY)).isEqualTo("inf");
        assertThat(constant(2.0)).isEqualTo("2.0");
        assertThat(constant(-0.0)).isEqualTo("-0.0");
        assertThat(constant(Double.NaN)).isEqualTo("nan");
        assertThat(constant("leaky_relu")).isEqualTo("'leaky_relu'");
        assertThat(constant("it's")).isEqualTo("\"it's\"");
        assertThat(constant(DType.FP16)).isEqualTo("fp16");
        assertThat(constant(Scalar.of(DType.U64, -1))).isEqualTo("18446744073709551615");
        assertThat(constant(Scalar.of(DType.FP16, 0.1))).isEqualTo("0.0999755859375");
    }

    @Test
    void theWrongKindsAreRefused() {
        try (Tensor x = Tensor.zeros(DType.FP32, 4)) {
            Faults.of(Code.BAD_ARGUMENT, () -> constant(x));
        }
        Faults.of(Code.BAD_ARGUMENT, () -> plain("text"));
        Faults.of(Code.BAD_ARGUMENT, () -> constant("'\""));
        Faults.of(Code.BAD_ARGUMENT, () -> plain(DType.I8));
    }

    @Test
    void eachSpecialisationIsCompiledOnce() {
        Kernel kernel = Kernel.of(LaunchTest.scaleDeclaration(), this::compile, cpu);
        try (Tensor x = Tensor.zeros(DType.FP32, 40);
                Tensor y = Tensor.zeros(DType.FP32, 40);
                Tensor odd = x.slice(0, 1, 36, 1)) {
            for (int i = 0; i < 3; i++) {
                kernel.launch(Grid.of(9), Args.of("x", x, "y", y, "n", 16, "factor", 1.0));
                kernel.launch(Grid.of(9), Args.of("factor", 2f, "x", x, "n", 1, "y", y));
                kernel.launch(Grid.of(9), Args.of("x", odd, "y", y, "n", 16, "factor", 1.0));
                kernel.launch(
                        Grid.of(9), Args.of("x", x, "y", y, "n", 5, "factor", 1.0, "BLOCK", 8));
            }
            assertThat(compiled)
                    .containsExactly(
                            "*fp32:16, *fp32:16, i32, fp32, 4",
                            "*fp32, *fp32:16, i32, fp32, 4",
                            "*fp32:16, *fp32:16, i32, fp32, 8");
        }
    }

    @Test
    void boundLaunchesGoToOtherCodeAndBack() {
        Kernel kernel = Kernel.of(LaunchTest.scaleDeclaration(), this::compile, cpu);
        try (Tensor x = Tensor.arange(DType.FP32, 40);
                Tensor y = Tensor.zeros(DType.FP32, 40);
                Tensor odd = x.slice(0, 1, 36, 1)) {
            BoundLaunch launch =
                    kernel.bind(Grid.of(9), Args.of("x", x, "y", y, "n", 36, "factor", 1.0));
            assertThat(compiled).as("bind makes the code").hasSize(1);
            for (int i = 0; i < 3; i++) {
                launch.set("x", odd).run();
                assertThat(y.get(35)).isEqualTo(36);
                launch.set("x", x).run();
                assertThat(y.get(35)).isEqualTo(35);
            }
            launch.set("BLOCK", 16).set("BLOCK", 4).run();
            assertThat(compiled).as("only what is run is compiled").hasSize(2);
            launch.set("BLOCK", "four").run();
            assertThat(compiled)
                    .hasSize(3)
                    .last()
                    .isEqualTo("*fp32:16, *fp32:16, i32, fp32, 'four'");
        }
    }

    @Test
    void aFailedCompileIsTriedAgain() {
        AtomicBoolean broken = new AtomicBoolean(true);
        KernelCompiler flaky =
                signature -> {
                    if (broken.get()) {
                        throw new TritonException(Diagnostic.error(Code.SYNTAX, "no"));
                    }
                    return compile(signature);
                };
        Kernel kernel = Kernel.of(LaunchTest.scaleDeclaration(), flaky, cpu);
        try (Tensor x = Tensor.zeros(DType.FP32, 4)) {
            Args args = Args.of("x", x, "y", x, "n", 4, "factor", 1.0);
            assertThatThrownBy(() -> kernel.launch(Grid.of(1), args))
                    .isInstanceOf(TritonException.class);
            broken.set(false);
            kernel.launch(Grid.of(1), args);
            assertThat(compiled).hasSize(1);
        }
    }

    @Test
    void threadsThatWantTheSameCodeShareOneCompile() throws InterruptedException {
        Kernel kernel = Kernel.of(LaunchTest.scaleDeclaration(), this::compile, cpu);
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        try (Tensor x = Tensor.zeros(DType.FP32, 4)) {
            for (int i = 0; i < 8; i++) {
                threads.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    try {
                                        go.await();
                                    } catch (InterruptedException e) {
                                        throw new IllegalStateException(e);
                                    }
                                    kernel.prepare(Args.of("x", x, "y", x, "n", 4, "factor", 1.0));
                                }));
            }
            go.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(compiled).hasSize(1);
    }

    @Test
    void allFaultsOfACallAreToldAtOnce() {
        Kernel kernel = Kernel.of(LaunchTest.scaleDeclaration(), this::compile, cpu);
        TritonException e =
                catchThrowableOfType(
                        TritonException.class,
                        () -> kernel.launch(Grid.of(1), Args.of("z", 1, "x", "text", "n", 4)));
        assertThat(e.diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly(
                        Code.UNKNOWN_ARGUMENT,
                        Code.BAD_ARGUMENT,
                        Code.MISSING_ARGUMENT,
                        Code.MISSING_ARGUMENT);
        assertThat(e.diagnostics().getFirst().help())
                .contains("its parameters are x, y, n, factor, BLOCK");
        assertThat(compiled).isEmpty();
    }

    private static Kernel fixed(CpuTarget cpu) {
        KernelSignature signature =
                new KernelSignature(
                        "scale",
                        List.of(
                                Kernels.pointer("x", DType.FP32, 16),
                                Kernels.pointer("y", DType.FP32, 1),
                                Kernels.number("n", DType.I32, 4),
                                Kernels.number("factor", DType.FP32, 1),
                                Kernels.constant("BLOCK", "4"),
                                new tritonc.ir.artifact.SignatureEntry.One("stride", DType.I32)));
        return Kernel.of(Kernels.scale(signature), cpu);
    }

    @Test
    void compiledAheadOfTimeTakesJustItsArguments() {
        Kernel kernel = fixed(cpu);
        try (Tensor x = Tensor.arange(DType.FP32, 16);
                Tensor y = Tensor.zeros(DType.FP32, 16)) {
            kernel.launch(Grid.of(4), Args.of("x", x, "y", y, "n", 16, "factor", 2));
            assertThat(y.get(15)).isEqualTo(30);
            kernel.launch(
                    Grid.of(4),
                    Args.of("x", x, "y", y, "n", 16, "factor", 3.0, "BLOCK", 4, "stride", 1));
            assertThat(y.get(15)).isEqualTo(45);
            kernel.launch(
                    Grid.of(4),
                    Args.of("x", x, "y", y, "n", Scalar.of(DType.I32, 8), "factor", 1.0));
        }
        assertThat(kernel.signature(Args.of()).text())
                .isEqualTo("*fp32:16, *fp32, i32:4, fp32, 4, i32:1");
    }

    @ParameterizedTest
    @CsvSource({
        "n, 7, no multiple of 4",
        "n, 4294967296, does not fit in i32",
        "n, 2.5, cannot be the number 2.5",
        "n, true, cannot be True",
        "n, none, cannot be None",
        "n, text, cannot be 'text'",
        "x, 3, cannot be the number 3",
        "BLOCK, 8, was compiled as 4",
        "stride, 2, was compiled as i32:1",
        "factor, none, cannot be None"
    })
    void compiledAheadOfTimeRefusesWhatItWasNotCompiledFor(
            String name, String value, String message) {
        Kernel kernel = fixed(cpu);
        Object given =
                switch (value) {
                    case "true" -> true;
                    case "2.5" -> 2.5;
                    case "none", "text" -> value;
                    default -> Long.parseLong(value);
                };
        Object argument = "none".equals(given) ? null : given;
        try (Tensor x = Tensor.zeros(DType.FP32, 16)) {
            var all = new java.util.LinkedHashMap<String, @Nullable Object>();
            all.put("x", x);
            all.put("y", x);
            all.put("n", 16);
            all.put("factor", 1.0);
            all.put(name, argument);
            Diagnostic fault =
                    Faults.of(Code.BAD_ARGUMENT, () -> kernel.launch(Grid.of(1), Args.of(all)));
            assertThat(fault.message()).contains("`" + name + "`").contains(message);
        }
    }

    @Test
    void compiledAheadOfTimeRefusesOtherTensors() {
        Kernel kernel = fixed(cpu);
        try (Tensor x = Tensor.zeros(DType.FP32, 16);
                Tensor shifted = x.slice(0, 1, 8, 1);
                Tensor wide = Tensor.zeros(DType.FP64, 16)) {
            assertThat(
                            Faults.of(
                                            Code.BAD_ARGUMENT,
                                            () -> kernel.bind(Grid.of(1), fixedArgs(wide, x)))
                                    .message())
                    .contains("compiled as *fp32:16 and cannot be a tensor of fp64");
            assertThat(
                            Faults.of(
                                            Code.BAD_ARGUMENT,
                                            () -> kernel.bind(Grid.of(1), fixedArgs(shifted, x)))
                                    .message())
                    .contains("address is no multiple of 16");
            kernel.bind(Grid.of(1), fixedArgs(x, shifted)).run();
            Faults.of(Code.MISSING_ARGUMENT, () -> kernel.bind(Grid.of(1), noY(x)));
        }
    }

    @Test
    void constantsFitHoweverTheyAreWritten() {
        for (String literal : new String[] {"1e-5", "0.00001", "1.0e-5"}) {
            assertThat(Literals.isReal(literal, 1e-5)).isTrue();
            assertThat(Literals.isReal(literal, 1e-6)).isFalse();
        }
        assertThat(Literals.isReal("inf", Double.POSITIVE_INFINITY)).isTrue();
        assertThat(Literals.isReal("nan", Double.NaN)).isTrue();
        assertThat(Literals.isReal("1", 1)).isFalse();
        assertThat(Literals.isReal("None", Double.NaN)).isFalse();
        assertThat(Literals.isReal("True", 1)).isFalse();
    }

    private static Args fixedArgs(Tensor x, Tensor y) {
        return Args.of("x", x, "y", y, "n", 4, "factor", 1.0);
    }

    private static Args noY(Tensor x) {
        return Args.of("x", x, "n", 4, "factor", 1.0);
    }

    @Test
    void artifactsForAnotherTargetAreRefused() {
        Artifact scale = Kernels.scale();
        Artifact metal =
                new Artifact("metal", scale.signature(), scale.compiler(), scale.payloads());
        Faults.of(Code.ARTIFACT_UNFIT, () -> Kernel.of(metal, cpu));
        Artifact empty = new Artifact("cpu", scale.signature(), scale.compiler(), List.of());
        Faults.of(Code.ARTIFACT_UNFIT, () -> Kernel.of(empty, cpu));
        Artifact junk =
                new Artifact(
                        "cpu",
                        scale.signature(),
                        scale.compiler(),
                        List.of(new Artifact.Payload("jvm-class", "a", new byte[] {1, 2, 3})));
        Faults.of(Code.ARTIFACT_UNFIT, () -> Kernel.of(junk, cpu));
    }
}
