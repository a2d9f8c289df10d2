package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import tritonc.Triton;
import tritonc.driver.CompileOptions;
import tritonc.driver.Compiler;
import tritonc.frontend.Program;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.interpret.Argument;
import tritonc.ir.interpret.AssertFault;
import tritonc.ir.interpret.Interpreter;
import tritonc.ir.interpret.Launch;
import tritonc.ir.interpret.Storage;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Kernel;
import tritonc.runtime.Tensor;
import tritonc.typecheck.Lowering;

import java.util.ArrayList;
import java.util.List;

/// What kernels print, and assertions: in the interpreter and launched.
class EffectsTest {
    private static final String SOURCE =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def prints(x_ptr, n, BLOCK: tl.constexpr):
                pid = tl.program_id(0)
                offs = tl.arange(0, BLOCK)
                x = tl.load(x_ptr + pid * BLOCK + offs)
                tl.device_print("x", x)
                print("start", pid, offs[:, None] * 2 - 1, hex=True)
                tl.device_print("half: ", (x / 3).to(tl.bfloat16))
                tl.device_print("done")
                if pid == 1:
                    tl.device_print(" last ", x > 5, tl.sum(x).to(tl.float64), n.to(tl.int64))
                tl.store(x_ptr + pid * BLOCK + offs, x + 1)
                tl.device_print("new", tl.load(x_ptr + pid * BLOCK + offs))

            @triton.jit
            def asserts(x_ptr, n, BLOCK: tl.constexpr):
                offs = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                x = tl.load(x_ptr + offs)
                tl.store(x_ptr + offs, x + 100)
                tl.device_assert(x < 5, f"x below {n.dtype}", mask=offs != 5)
                assert BLOCK == 4
                tl.store(x_ptr + offs, x + 200)
            """;

    private static final List<String> FIRST =
            List.of(
                    "pid (0, 0, 0) idx (0) x: 0.000000",
                    "pid (0, 0, 0) idx (1) x: 1.000000",
                    "pid (0, 0, 0) idx (2) x: 2.000000",
                    "pid (0, 0, 0) idx (3) x: 3.000000",
                    "pid (0, 0, 0) idx () start: (operand 0) 0x00000000",
                    "pid (0, 0, 0) idx (0, 0) start: (operand 1) 0xffffffff",
                    "pid (0, 0, 0) idx (1, 0) start: (operand 1) 0x00000001",
                    "pid (0, 0, 0) idx (2, 0) start: (operand 1) 0x00000003",
                    "pid (0, 0, 0) idx (3, 0) start: (operand 1) 0x00000005",
                    "pid (0, 0, 0) idx (0) half: 0.000000",
                    "pid (0, 0, 0) idx (1) half: 0.333984",
                    "pid (0, 0, 0) idx (2) half: 0.667969",
                    "pid (0, 0, 0) idx (3) half: 1.000000",
                    "pid (0, 0, 0) done",
                    "pid (0, 0, 0) idx (0) new: 1.000000",
                    "pid (0, 0, 0) idx (1) new: 2.000000",
                    "pid (0, 0, 0) idx (2) new: 3.000000",
                    "pid (0, 0, 0) idx (3) new: 4.000000");

    private static final List<String> LAST =
            List.of(
                    "pid (1, 0, 0) idx (0) last: (operand 0) 0",
                    "pid (1, 0, 0) idx (1) last: (operand 0) 0",
                    "pid (1, 0, 0) idx (2) last: (operand 0) 1",
                    "pid (1, 0, 0) idx (3) last: (operand 0) 1",
                    "pid (1, 0, 0) idx () last: (operand 1) 22.000000",
                    "pid (1, 0, 0) idx () last: (operand 2) 7");

    @Test
    void programsPrintTheSameInEveryExecutor() {
        List<String> interpreted = new ArrayList<>();
        interpret("prints", interpreted);
        assertThat(interpreted.subList(0, FIRST.size())).isEqualTo(FIRST);
        assertThat(interpreted).containsSubsequence(LAST);
        for (int level = 0; level <= 3; level++) {
            List<String> printed = new ArrayList<>();
            try (Triton triton = Triton.create(CompileOptions.ofLevel(level), 1);
                    Tensor x = triton.zeros(DType.FP32, 8)) {
                fill(x);
                triton.printTo(printed::add);
                launch(triton, "prints", x);
            }
            assertThat(printed).as("-O" + level).isEqualTo(interpreted);
        }
    }

    /// The lines are those of Triton 3.8, which shows the extents of some blocks as
    /// `constexpr[16]`.
    @Test
    void kernelsPrintWhileTheyAreCompiled() {
        String text =
                """
                import triton
                import triton.language as tl


                @triton.jit
                def k(x, n, B: tl.constexpr):
                    tl.static_print("B", B, True, None, 1.5)
                    v = tl.load(x + tl.arange(0, B))
                    tl.static_print(f"{B=} text", x, n, v, v.dtype, (1, 2.0))
                    tl.static_print()
                    tl.static_print("a", B, sep="-", end="!")
                    tl.static_print(".")
                    tl.store(x + n, tl.sum(v))
                """;
        List<String> printed = new ArrayList<>();
        try (Triton triton = Triton.create(CompileOptions.defaults(), 1);
                Tensor x = triton.zeros(DType.FP32, 16)) {
            triton.printTo(printed::add);
            Kernel kernel = triton.load("k.py", text).kernel("k");
            for (int launch = 0; launch < 2; launch++) {
                kernel.launch(Grid.of(1), Args.of("x", x, "n", 3, "B", 16));
            }
        }
        assertThat(printed)
                .containsExactly(
                        "B 16 True None 1.5",
                        "B=16 text pointer<fp32>[] int32[] fp32[16] fp32 ['1', '2.0']",
                        "",
                        "a-16!.");
    }

    @Test
    void assertionsAreCheckedWhenDebugging() {
        assertThatThrownBy(() -> interpret("asserts", new ArrayList<>()))
                .isInstanceOfSatisfying(
                        AssertFault.class,
                        f -> {
                            assertThat(f.program(0)).isEqualTo(1);
                            assertThat(f.lane()).isEqualTo(2);
                            assertThat(f.getMessage()).isEqualTo("x below tl.int32");
                        });
        for (int level = 0; level <= 3; level++) {
            CompileOptions options = CompileOptions.ofLevel(level).debugging(true);
            try (Triton triton = Triton.create(options, 2);
                    Tensor x = triton.zeros(DType.FP32, 8)) {
                fill(x);
                assertThatThrownBy(() -> launch(triton, "asserts", x))
                        .isInstanceOf(TritonException.class)
                        .hasMessageContaining("program (1, 0, 0) of `asserts`")
                        .hasMessageContaining("x below tl.int32")
                        .hasMessageContaining("(lane 2)");
                // what was stored before remains, what would have come after does not
                assertThat(x.to(DType.FP32).toFloatArray())
                        .containsExactly(200, 201, 202, 203, 104, 105, 106, 107);
            }
        }
    }

    @Test
    void elseTheyCostNothing() {
        try (Triton triton = Triton.create(CompileOptions.ofLevel(3), 1);
                Tensor x = triton.zeros(DType.FP32, 8)) {
            fill(x);
            launch(triton, "asserts", x);
            assertThat(x.toFloatArray()).containsExactly(200, 201, 202, 203, 204, 205, 206, 207);
        }
    }

    private static void fill(Tensor x) {
        for (int i = 0; i < 8; i++) {
            x.storage().setAtIndex(java.lang.foreign.ValueLayout.JAVA_FLOAT, i, i);
        }
    }

    private static void launch(Triton triton, String name, Tensor x) {
        Kernel kernel = triton.load("effects.py", SOURCE).kernel(name);
        kernel.launch(Grid.of(2), Args.of("x_ptr", x, "n", 7, "BLOCK", 4));
    }

    private static void interpret(String name, List<String> printed) {
        Program program =
                new Compiler(CompileOptions.defaults()).load(new SourceFile("effects.py", SOURCE));
        Diagnostics diagnostics = new Diagnostics();
        var kernel = program.kernel(name).orElseThrow();
        var arguments = Lowering.parse(kernel, "*fp32, i32, 4", diagnostics).orElseThrow();
        TileKernel tile = Lowering.lower(program, kernel, arguments, diagnostics).orElseThrow();
        try (Tensor x = Tensor.zeros(DType.FP32, 8)) {
            fill(x);
            Storage storage = new Storage(x.storage(), x.address());
            List<Argument> given =
                    List.of(new Argument.Pointer(storage, x.address()), new Argument.Scalar(7));
            new Interpreter(tile, printed::add).run(new Launch(2, 1, 1, given));
        }
    }
}
