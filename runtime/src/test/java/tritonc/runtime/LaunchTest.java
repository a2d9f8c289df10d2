package tritonc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tritonc.ir.artifact.AccessSite;
import tritonc.ir.artifact.Artifact;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.type.DType;
import tritonc.runtime.cpu.CpuTarget;
import tritonc.runtime.kernel.Memory;
import tritonc.runtime.kernel.ScaleKernel;

import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

@Timeout(60)
final class LaunchTest {
    private static final Grid BLOCKS =
            Grid.of(args -> Grid.cdiv(args.intValue("n"), ScaleKernel.BLOCK));

    private final CpuTarget cpu = CpuTarget.create(2);
    private final Kernel scale = Kernel.of(Kernels.scale(), cpu);

    @AfterEach
    void close() {
        cpu.close();
    }

    private static Tensor ramp(int n) {
        return Tensor.arange(DType.FP32, n);
    }

    @Test
    void launchesOnTensors() {
        try (Tensor x = ramp(10);
                Tensor y = Tensor.full(DType.FP32, -1, 12)) {
            scale.launch(BLOCKS, Args.of("x", x, "y", y, "n", 10, "factor", 2.0, "BLOCK", 4));
            assertThat(y.toFloatArray()).containsExactly(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, -1, -1);
        }
    }

    @Test
    void programsHaveTheirIds() {
        Kernel programs = Kernel.of(Kernels.programs(), cpu);
        try (Tensor out = Tensor.zeros(DType.I32, 4, 3, 5)) {
            programs.launch(Grid.of(5, 3, 4), Args.of("out", out, "width", 5, "height", 3));
            for (int z = 0; z < 4; z++) {
                for (int y = 0; y < 3; y++) {
                    for (int x = 0; x < 5; x++) {
                        assertThat(out.lane(z, y, x)).isEqualTo(x | y << 8 | z << 16 | 5 << 24);
                    }
                }
            }
        }
    }

    @Test
    void aComputedGridOfNothingRunsNothing() {
        try (Tensor x = ramp(4);
                Tensor y = Tensor.full(DType.FP32, 7, 4)) {
            scale.launch(BLOCKS, Args.of("x", x, "y", y, "n", 0, "factor", 2.0));
            assertThat(y.toFloatArray()).containsOnly(7);
        }
    }

    @Test
    void viewsBeginWhereTheyBegin() {
        try (Tensor x = ramp(20);
                Tensor part = x.slice(0, 15, 5, 1);
                Tensor y = Tensor.zeros(DType.FP32, 5)) {
            scale.launch(BLOCKS, Args.of("x", part, "y", y, "n", 5, "factor", 1.0));
            assertThat(y.toFloatArray()).containsExactly(15, 16, 17, 18, 19);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aFaultIsThatOfTheLowestProgramAndTouchesNothing(int threads) {
        try (CpuTarget target = CpuTarget.create(threads);
                Tensor x = ramp(400)) {
            Kernel kernel = Kernel.of(Kernels.scale(), target);
            for (int room : new int[] {1, 6, 101}) {
                try (Tensor y = Tensor.full(DType.FP32, -1, room)) {
                    Diagnostic fault =
                            Faults.of(
                                    Code.OUT_OF_BOUNDS,
                                    () ->
                                            kernel.launch(
                                                    BLOCKS,
                                                    Args.of(
                                                            "x", x, "y", y, "n", 400, "factor",
                                                            1)));
                    assertThat(fault.message())
                            .isEqualTo(
                                    "program (%d, 0, 0) of `scale` stores to element %d of `y`, a"
                                                    .formatted(room / 4, room)
                                            + " tensor fp32[%d] with elements 0 to %d (lane %d) at"
                                                    .formatted(room, room - 1, room % 4)
                                            + " scale.py:8:5");
                    for (int i = 0; i < room; i++) {
                        assertThat(y.get(i)).as("stores made before remain").isEqualTo(i);
                    }
                    for (int i = room * 4; i % 64 != 0; i++) {
                        assertThat(Memory.getByte(y.address() + i)).as("padding").isZero();
                    }
                }
            }
        }
    }

    @Test
    void aFaultShowsTheSourceThatTheCompilerHas() {
        var file = new SourceFile("scale.py", "a\nb\nc\nd\ne\nf\n    g\n");
        int at = file.lineStart(7) + 4;
        var span = new Span(file, at, at + 1);
        KernelCompiler compiler =
                new KernelCompiler() {
                    @Override
                    public Artifact compile(KernelSignature signature) {
                        return Kernels.scale(signature);
                    }

                    @Override
                    public Span source(AccessSite.Place place) {
                        assertThat(place).hasToString("scale.py:7:9");
                        return span;
                    }
                };
        try (Tensor x = ramp(4);
                Tensor y = ramp(40)) {
            Kernel kernel = Kernel.of(scaleDeclaration(), compiler, cpu);
            Diagnostic fault =
                    Faults.of(
                            Code.OUT_OF_BOUNDS,
                            () ->
                                    kernel.launch(
                                            BLOCKS,
                                            Args.of("x", x, "y", y, "n", 40, "factor", 1.0)));
            assertThat(fault.span()).contains(span);
            assertThat(fault.message()).contains("loads element 4 of `x`");
        }
    }

    static KernelDeclaration scaleDeclaration() {
        return new KernelDeclaration(
                "scale",
                List.of(
                        KernelParameter.of("x"),
                        KernelParameter.of("y"),
                        new KernelParameter("n", false, false, true, null, false, null),
                        KernelParameter.of("factor"),
                        KernelParameter.constexpr("BLOCK").orElse(4)));
    }

    @Test
    void otherFailuresOfProgramsAreTold() {
        Kernel throwing = Kernel.of(Kernels.throwing(), cpu);
        assertThat(
                        Faults.of(
                                        Code.WAITED_TOO_LONG,
                                        () -> throwing.launch(Grid.of(3), Args.of("what", 0)))
                                .message())
                .contains("program (0, 0, 0) of `throwing`");
        Faults.of(Code.OUT_OF_MEMORY, () -> throwing.launch(Grid.of(3), Args.of("what", 1)));
        assertThatThrownBy(() -> throwing.launch(Grid.of(3), Args.of("what", 2)))
                .isInstanceOf(CompilerBug.class)
                .hasRootCauseInstanceOf(ArithmeticException.class);
        assertThat(
                        Faults.of(
                                        Code.OUT_OF_BOUNDS,
                                        () -> throwing.launch(Grid.of(3), Args.of("what", 3)))
                                .message())
                .contains("outside every tensor of the launch");
        throwing.launch(Grid.of(3), Args.of("what", 4));
    }

    @Test
    void closedTensorsAreRefusedAndNothingStaysPinned() {
        Tensor x = ramp(1 << 20);
        Tensor y = ramp(4);
        y.close();
        Faults.of(
                Code.TENSOR_CLOSED,
                () -> scale.launch(Grid.of(1), Args.of("x", x, "y", y, "n", 4, "factor", 1.0)));
        x.close();
        assertThatThrownBy(() -> x.storage().get(ValueLayout.JAVA_BYTE, 0))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void asynchronousLaunchesKeepTheirTensors() {
        List<CompletableFuture<Void>> running = new ArrayList<>();
        List<Tensor> results = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Tensor y = Tensor.zeros(DType.FP32, 1000);
            results.add(y);
            try (Tensor x = ramp(1000)) {
                running.add(
                        scale.launchAsync(
                                BLOCKS, Args.of("x", x, "y", y, "n", 1000, "factor", (double) i)));
            }
        }
        for (int i = 0; i < 50; i++) {
            running.get(i).join();
            try (Tensor y = results.get(i)) {
                assertThat(y.get(999)).isEqualTo(999.0 * i);
            }
        }
        CompletableFuture<Void> wrong = scale.launchAsync(Grid.of(1), Args.of("x", 1));
        assertThatThrownBy(wrong::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(TritonException.class);
    }

    @Test
    void manyThreadsMayLaunchOneKernel() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> wrong = Collections.synchronizedList(new ArrayList<>());
        for (int t = 0; t < 8; t++) {
            float factor = t + 1;
            Thread thread =
                    Thread.ofPlatform()
                            .start(() -> {
                                try (Tensor x = ramp(500);
                                        Tensor y = Tensor.zeros(DType.FP32, 500)) {
                                    for (int i = 0; i < 200; i++) {
                                        scale.launch(
                                                BLOCKS,
                                                Args.of(
                                                        "x", x, "y", y, "n", 500, "factor",
                                                        factor));
                                        assertThat(y.get(499)).isEqualTo(499.0 * factor);
                                        y.set(0, 499);
                                    }
                                } catch (Throwable e) {
                                    wrong.add(e);
                                }
                            });
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void boundLaunchesTakeNewValues() {
        try (Tensor x = ramp(100);
                Tensor y = Tensor.zeros(DType.FP32, 100);
                Tensor other = Tensor.zeros(DType.FP32, 100)) {
            BoundLaunch launch =
                    scale.bind(BLOCKS, Args.of("x", x, "y", y, "n", 100, "factor", 1.0));
            launch.run();
            launch.set("factor", 3.0).set("n", 50).set("y", other).run();
            assertThat(y.get(99)).isEqualTo(99);
            assertThat(other.get(49)).isEqualTo(147);
            assertThat(other.get(50)).isZero();
            assertThat(launch.intValue("n")).isEqualTo(50);
            assertThat(launch.doubleValue("factor")).isEqualTo(3);
            assertThat(launch.value("y")).isSameAs(other);
            Faults.of(Code.UNKNOWN_ARGUMENT, () -> launch.set("m", 3));
            Faults.of(Code.BAD_ARGUMENT, () -> launch.set("n", 2.5));
            launch.grid(Grid.of(1)).set("factor", 1.0).run();
            assertThat(other.get(3)).isEqualTo(3);
            assertThat(other.get(4)).isEqualTo(12);
        }
    }

    @Test
    void boundLaunchesAllocateNothing() {
        try (Tensor x = ramp(100_000);
                Tensor y = Tensor.zeros(DType.FP32, 100_000);
                Tensor z = Tensor.zeros(DType.FP32, 100_000)) {
            BoundLaunch launch =
                    scale.bind(BLOCKS, Args.of("x", x, "y", y, "n", 100_000, "factor", 1.0));
            var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
            long allocated = -1;
            // the first rounds load classes and compile; a round without garbage must come
            for (int round = 0; round < 50 && allocated != 0; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 200; i++) {
                    launch.set("y", i % 2 == 0 ? y : z).set("factor", 2.0 + i).set("n", 200 + i);
                    launch.run();
                }
                launch.set("n", 100_000).run();
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
            }
            assertThat(allocated).isZero();
        }
    }
}
