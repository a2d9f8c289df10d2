package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tritonc.Triton;
import tritonc.driver.CompileOptions;
import tritonc.driver.Compiler;
import tritonc.frontend.Program;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.interpret.Argument;
import tritonc.ir.interpret.Interpreter;
import tritonc.ir.interpret.Storage;
import tritonc.ir.math.Lanes;
import tritonc.ir.target.CpuTier;
import tritonc.ir.tile.Parameter;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Kernel;
import tritonc.runtime.Tensor;
import tritonc.runtime.cpu.CpuTarget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Zeros, infinities, NaN, the ends of the range and exact cases of every function, held to a table
/// in the interpreter, as bytecode and as machine code, in fp32 and fp64.
class SpecialValuesTest {
    private static final Path TABLE = Path.of("src/test/resources/results/special-values.txt");
    private static final int BLOCK = 16;
    private static final int OPERANDS = 4;

    private static final String HEAD =
            """
            import triton
            import triton.language as tl
            from triton.language.extra import libdevice
            """;

    private static final String KERNEL =
            """

            @triton.jit
            def kernel_NAME(a_ptr, b_ptr, c_ptr, d_ptr, out_ptr, BLOCK: tl.constexpr):
                at = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                a = tl.load(a_ptr + at)
                b = tl.load(b_ptr + at)
                c = tl.load(c_ptr + at)
                d = tl.load(d_ptr + at)
                tl.store(out_ptr + at, CALL.to(out_ptr.dtype.element_ty))
            """;

    /// One line of the table.
    private record Row(String function, List<String> x, String result) {
        static Row of(String line) {
            List<String> words = List.of(line.split(" "));
            int equals = words.indexOf("=");
            return new Row(words.getFirst(), words.subList(1, equals), words.get(equals + 1));
        }

        String name() {
            return function.replace('.', '_');
        }

        String call() {
            String callee = function.startsWith("tl.") ? function : "libdevice." + function;
            boolean scales = function.equals("ldexp") || function.equals("scalbn");
            String all = List.of("a", "b", "c", "d").subList(0, x.size()).toString();
            String operands = all.substring(1, all.length() - 1);
            return callee + "(" + (scales ? "a, b.to(tl.int32)" : operands) + ")";
        }
    }

    private static Map<String, List<Row>> table() throws IOException {
        Map<String, List<Row>> all = new LinkedHashMap<>();
        for (String line : Files.readAllLines(TABLE)) {
            if (!line.startsWith("#")) {
                Row row = Row.of(line);
                all.computeIfAbsent(row.name(), n -> new ArrayList<>()).add(row);
            }
        }
        return all;
    }

    /// The lane that a word of the table stands for.
    private static long lane(String word, DType type) {
        boolean minus = word.startsWith("-");
        String plain = minus ? word.substring(1) : word;
        boolean wide = type == DType.FP64;
        double value =
                switch (plain) {
                    case "tiny" -> wide ? Double.MIN_VALUE : Float.MIN_VALUE;
                    case "tiny+tiny" -> wide ? 2 * Double.MIN_VALUE : 2 * Float.MIN_VALUE;
                    case "normal" -> wide ? Double.MIN_NORMAL : Float.MIN_NORMAL;
                    case "huge" -> wide ? Double.MAX_VALUE : Float.MAX_VALUE;
                    case "pi" -> Math.PI;
                    case "pi/2" -> Math.PI / 2;
                    case "pi/4" -> Math.PI / 4;
                    case "3pi/4" -> 0x1.2d97c7f3321d2p1;
                    default -> Double.parseDouble(plain);
                };
        return Lanes.ofDouble(type, minus ? -value : value);
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"FP32", "FP64"})
    void everyExecutorGivesWhatTheTableSays(DType type) throws IOException {
        Map<String, List<Row>> table = table();
        StringBuilder source = new StringBuilder(HEAD);
        table.forEach((name, rows) ->
                source.append(
                        KERNEL.replace("NAME", name).replace("CALL", rows.getFirst().call())));
        List<String> wrong = new ArrayList<>();
        for (CpuTier tier : tiers()) {
            CompileOptions options = CompileOptions.defaults().withTier(tier);
            try (Triton triton = Triton.create(options, 1)) {
                var kernels = triton.load("special.py", source.toString());
                table.forEach((name, rows) ->
                        launch(kernels.kernel("kernel_" + name), rows, type, tier.text(), wrong));
            }
        }
        Compiler compiler = new Compiler(CompileOptions.ofLevel(0));
        Program program = compiler.load(new SourceFile("special.py", source.toString()));
        try (Triton triton = Triton.create()) {
            var kernels = triton.load("special.py", source.toString());
            table.forEach((name, rows) -> {
                Kernel kernel = kernels.kernel("kernel_" + name);
                interpret(kernel, compiler, program, rows, type, wrong);
            });
        }
        assertThat(wrong).isEmpty();
    }

    private static List<CpuTier> tiers() {
        List<CpuTier> tiers = new ArrayList<>(List.of(CpuTier.JVM));
        CpuTier.MACHINE_CODE.stream()
                .filter(t -> CpuTarget.machineCodeUnavailable(t) == null)
                .forEach(tiers::add);
        return tiers;
    }

    private static List<Tensor> tensors(List<Row> rows, DType type) {
        int n = (rows.size() + BLOCK - 1) / BLOCK * BLOCK;
        List<Tensor> all = new ArrayList<>();
        for (int k = 0; k < OPERANDS; k++) {
            Tensor x = Tensor.zeros(type, n);
            for (int i = 0; i < rows.size(); i++) {
                if (k < rows.get(i).x().size()) {
                    long lane = lane(rows.get(i).x().get(k), type);
                    x.set(Lanes.toDouble(type, lane), i);
                }
            }
            all.add(x);
        }
        all.add(Tensor.zeros(type, n));
        return all;
    }

    private static Args args(List<Tensor> t) {
        return Args.of(
                "a_ptr", t.get(0), "b_ptr", t.get(1), "c_ptr", t.get(2), "d_ptr", t.get(3),
                "out_ptr", t.get(4), "BLOCK", BLOCK);
    }

    private static void launch(
            Kernel kernel, List<Row> rows, DType type, String how, List<String> wrong) {
        List<Tensor> tensors = tensors(rows, type);
        kernel.launch(Grid.of(tensors.getLast().count() / BLOCK), args(tensors));
        compare(rows, tensors, type, how, wrong);
    }

    private static void interpret(
            Kernel kernel,
            Compiler compiler,
            Program program,
            List<Row> rows,
            DType type,
            List<String> wrong) {
        List<Tensor> tensors = tensors(rows, type);
        TileKernel tile =
                compiler.lower(
                        program,
                        program.kernel("kernel_" + rows.getFirst().name()).orElseThrow(),
                        kernel.signature(args(tensors)));
        List<Argument> given = new ArrayList<>();
        for (Parameter p : tile.parameters()) {
            Tensor t = tensors.get("abcdo".indexOf(p.name().charAt(0)));
            Storage storage = new Storage(t.storage(), t.storage().address());
            given.add(new Argument.Pointer(storage, t.address()));
        }
        Interpreter.run(tile, (int) (tensors.getLast().count() / BLOCK), 1, 1, given);
        compare(rows, tensors, type, "interpreter", wrong);
    }

    private static void compare(
            List<Row> rows, List<Tensor> tensors, DType type, String how, List<String> wrong) {
        for (int i = 0; i < rows.size(); i++) {
            long got = tensors.getLast().lane(i);
            if (!Lanes.sameLane(type, got, lane(rows.get(i).result(), type))) {
                wrong.add(
                        how
                                + " "
                                + type
                                + ": "
                                + rows.get(i)
                                + " gave "
                                + Lanes.toDouble(type, got));
            }
        }
        tensors.forEach(Tensor::close);
    }
}
