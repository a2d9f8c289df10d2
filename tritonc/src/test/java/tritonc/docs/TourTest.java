package tritonc.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tritonc.codegen.jvm.JvmCodegen;
import tritonc.codegen.loop.LoopPrinter;
import tritonc.driver.Compilation;
import tritonc.driver.CompileOptions;
import tritonc.driver.Compiler;
import tritonc.frontend.JitFunction;
import tritonc.frontend.Program;
import tritonc.frontend.ast.AstPrinter;
import tritonc.ir.artifact.Artifact;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.text.Printer;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Kernel;
import tritonc.runtime.Tensor;
import tritonc.runtime.cpu.CpuTarget;
import tritonc.typecheck.Lowering;

import java.io.IOException;
import java.lang.classfile.Opcode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The dumps in `docs/tour.md` are what the stages give. `-Dgolden.update=true` rewrites them.
class TourTest {
    private static final Path TOP = Path.of("").toAbsolutePath().getParent();
    private static final Path PAGE = TOP.resolve("docs/tour.md");
    private static final String MARK = "<!-- dump: ";
    private static final String FENCE = "```";

    private final Compiler compiler = new Compiler(CompileOptions.defaults());
    private final SourceFile file = source();
    private final Program program = compiler.load(file);
    private final JitFunction kernel = program.kernel("add_kernel").orElseThrow();
    private final Compilation made = compiler.compile(program, kernel, signature());

    private static SourceFile source() {
        try {
            Path path = TOP.resolve("examples/vector_add.py");
            return new SourceFile("examples/vector_add.py", Files.readString(path));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private KernelSignature signature() {
        String text = "*fp32:16, *fp32:16, *fp32:16, i32, 1024";
        return Lowering.signature(
                kernel, Lowering.parse(kernel, text, new Diagnostics()).orElseThrow());
    }

    @Test
    void dumpsAreReal() throws IOException {
        String page = Files.readString(PAGE);
        StringBuilder fresh = new StringBuilder();
        int at = 0;
        int dumps = 0;
        for (int mark = page.indexOf(MARK); mark >= 0; mark = page.indexOf(MARK, at)) {
            String name = page.substring(mark + MARK.length(), page.indexOf(" -->", mark));
            int start = page.indexOf('\n', page.indexOf(FENCE, mark)) + 1;
            int end = page.indexOf(FENCE, start);
            fresh.append(page, at, start).append(dump(name).strip()).append('\n');
            at = end;
            dumps++;
        }
        fresh.append(page.substring(at));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, fresh);
        }
        assertThat(dumps).isEqualTo(8);
        assertThat(page).isEqualTo(fresh.toString());
    }

    private String dump(String name) {
        return switch (name) {
            case "source" -> kernelText();
            case "ast" -> kernelTree();
            case "lowered" -> Printer.print(made.lowered(), false);
            case "optimized" -> Printer.print(made.optimized(), false);
            case "loop" -> LoopPrinter.print(made.loop());
            case "bytecode" -> bytecode();
            case "artifact" -> artifact();
            case "result" -> result();
            default -> throw new IllegalArgumentException("no dump is called " + name);
        };
    }

    private String kernelText() {
        Span span = kernel.definition().span();
        int decorator =
                file.text().lastIndexOf("@triton.jit", kernel.definition().nameSpan().start());
        return file.text().substring(decorator, span.end());
    }

    /// The kernel in the tree of the whole file.
    private String kernelTree() {
        List<String> lines = AstPrinter.print(program.main().ast()).lines().toList();
        int from = 0;
        while (!lines.get(from).contains("def add_kernel")) {
            from++;
        }
        int to = from + 1;
        while (!lines.get(to).contains("FunctionDef")) {
            to++;
        }
        return String.join("\n", lines.subList(from, to));
    }

    private String bytecode() {
        byte[] bytes = made.artifact().payload(JvmCodegen.CLASS).orElseThrow().bytes();
        return BytecodeExcerpt.of(bytes, Opcode.FADD);
    }

    private String artifact() {
        StringBuilder text = new StringBuilder();
        Artifact artifact = made.artifact();
        text.append(artifact.signature().kernel()).append('-');
        text.append(artifact.signature().hash8()).append(".cpu.tkn\n");
        text.append("  signature ").append(artifact.signature().text()).append('\n');
        for (Artifact.Payload payload : artifact.payloads()) {
            text.append("  ")
                    .append(payload.kind())
                    .append(' ')
                    .append(payload.name())
                    .append('\n');
        }
        return text.toString();
    }

    private String result() {
        try (CpuTarget cpu = CpuTarget.create(2)) {
            Tensor out = Tensor.zeros(DType.FP32, 5000);
            Kernel.of(made.artifact(), cpu)
                    .launch(
                            Grid.of(5),
                            Args.of(
                                    "x_ptr",
                                    Tensor.arange(DType.FP32, 5000),
                                    "y_ptr",
                                    Tensor.full(DType.FP32, 10, 5000),
                                    "output_ptr",
                                    out,
                                    "n_elements",
                                    5000));
            return "output_ptr: " + out.summary();
        }
    }
}
