package tritonc.typecheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import tritonc.ir.type.DType;
import tritonc.typecheck.semantic.Promotion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Promotion against the answers of Triton itself, for every pair of dtypes.
class PromotionTest {
    private static final Path TABLE = Path.of("src/test/resources/promotion.txt");

    @TestFactory
    List<DynamicTest> agreesWithTriton() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        String section = "";
        String[] columns = {};
        for (String line : Files.readAllLines(TABLE)) {
            if (line.startsWith("[")) {
                section = line;
            } else if (line.startsWith(".")) {
                columns = line.split(" ");
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                String title = section + " " + line.split(" ")[0];
                String[] names = columns;
                String rules = section;
                tests.add(DynamicTest.dynamicTest(title, () -> row(rules, names, line)));
            }
        }
        assertThat(tests).hasSize(2 * 18 + 2 * 7);
        return tests;
    }

    private static void row(String section, String[] columns, String line) {
        String[] cells = line.split(" ");
        assertThat(cells).hasSameSizeAs(columns);
        boolean literal = section.contains("literal");
        boolean division = section.contains("division");
        DType left = Objects.requireNonNull(DType.parse(cells[0]));
        for (int i = 1; i < columns.length; i++) {
            DType right = Objects.requireNonNull(DType.parse(columns[i]));
            DType expected = cells[i].equals("-") ? null : DType.parse(cells[i]);
            assertThat(Promotion.compute(left, literal, right, false, division))
                    .as("%s with %s", left, right)
                    .isEqualTo(expected);
            if (literal) {
                assertThat(Promotion.compute(right, false, left, true, division))
                        .as("%s with literal %s", right, left)
                        .isEqualTo(expected);
            }
        }
    }
}
