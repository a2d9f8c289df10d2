package tritonc.typecheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import tritonc.frontend.Frontend;
import tritonc.frontend.JitFunction;
import tritonc.frontend.Program;
import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.typecheck.infer.Assignment;
import tritonc.typecheck.infer.Inference;
import tritonc.typecheck.names.HostConditions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The inferred signatures of a kernel compile, and together they compile all of its statements.
class ReachedBranchesTest {
    private static final Path KERNELS = Path.of("src/test/resources/infer/branches.py");

    @TestFactory
    Stream<DynamicTest> everyStatementIsCompiledByOne() throws IOException {
        Program program =
                Frontend.load(
                                new SourceFile("branches.py", Files.readString(KERNELS)),
                                List.of(),
                                new HostConditions(),
                                new Diagnostics())
                        .orElseThrow();
        return Inference.kernels(program).stream()
                .map(k -> DynamicTest.dynamicTest(k.name(), () -> whole(program, k)));
    }

    private static void whole(Program program, JitFunction kernel) {
        Set<Stmt> reached = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Assignment> assignments = Inference.infer(program, kernel);
        assertThat(assignments).hasSizeBetween(1, Inference.MOST);
        for (Assignment a : assignments) {
            Diagnostics found = new Diagnostics();
            assertThat(Lowering.lower(program, kernel, a.arguments(), found, reached::add))
                    .as(Lowering.signature(kernel, a.arguments()).text())
                    .isPresent();
        }
        List<Stmt> all = new ArrayList<>();
        collect(kernel.definition().body(), all);
        assertThat(all.stream().filter(s -> !reached.contains(s)).map(s -> s.span().text()))
                .isEmpty();
    }

    private static void collect(List<Stmt> body, List<Stmt> all) {
        for (Stmt s : body) {
            all.add(s);
            if (s instanceof Stmt.If i) {
                collect(i.body(), all);
                collect(i.orElse(), all);
            } else if (s instanceof Stmt.For f) {
                collect(f.body(), all);
            }
        }
    }
}
