package tritonc.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.pass.Pass;
import tritonc.ir.text.Printer;
import tritonc.ir.text.Reader;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.verify.Verifier;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Runs the golden files; `-Dgolden.update=true` writes them anew and fails.
class GoldenPassesTest {
    @TestFactory
    List<DynamicTest> goldenFiles() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (GoldenFile file : GoldenFile.all()) {
            List<String> outputs = new ArrayList<>();
            for (GoldenFile.Case c : file.cases()) {
                outputs.add(output(c));
            }
            if (GoldenFile.UPDATE) {
                file.write(outputs);
            }
            for (int i = 0; i < outputs.size(); i++) {
                GoldenFile.Case c = file.cases().get(i);
                String now = outputs.get(i);
                tests.add(
                        DynamicTest.dynamicTest(
                                file.path().getFileName() + ": " + c.title(),
                                () -> assertThat(now).isEqualTo(c.output())));
            }
        }
        return tests;
    }

    @Test
    void updatingIsNoTest() {
        if (GoldenFile.UPDATE) {
            fail("the golden files were written anew: read the difference");
        }
    }

    @Test
    void everyPassHasCasesThatFireAndCasesThatStay() throws IOException {
        Set<String> fires = new HashSet<>();
        Set<String> stays = new HashSet<>();
        for (GoldenFile file : GoldenFile.all()) {
            for (GoldenFile.Case c : file.cases()) {
                (c.stays() ? stays : fires).add(c.passes().getFirst());
                TileKernel before = read(c.input());
                assertThat(run(c) == before || run(c).equals(before))
                        .as("%s: %s", file.path(), c.title())
                        .isEqualTo(c.stays());
            }
        }
        for (Pass pass : Optimizer.passes()) {
            assertThat(fires).contains(pass.name());
            assertThat(stays).contains(pass.name());
        }
    }

    private static String output(GoldenFile.Case c) {
        return Printer.print(run(c), false);
    }

    private static TileKernel run(GoldenFile.Case c) {
        TileKernel kernel = read(c.input());
        for (String name : c.passes()) {
            kernel = Objects.requireNonNull(Optimizer.pass(name), name).run().apply(kernel);
            assertThat(Verifier.verify(kernel)).as(c.title() + " after " + name).isEmpty();
        }
        return kernel;
    }

    private static TileKernel read(String text) {
        return Reader.read(new SourceFile("golden.tile", text));
    }
}
