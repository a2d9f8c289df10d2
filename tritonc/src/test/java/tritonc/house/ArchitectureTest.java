package tritonc.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Holds the arrows of the house over the compiled classes of every room but the benchmarks, which
/// nothing can import.
final class ArchitectureTest {
    private static JavaClasses house;
    private static JavaClasses planted;

    @BeforeAll
    static void readClasses() {
        house =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("tritonc");
        planted = new ClassFileImporter().importPackages("tritonc.house.planted");
    }

    @TestFactory
    Stream<DynamicTest> theHouseKeepsItsRules() {
        return new Architecture("tritonc")
                .rules().stream()
                        .map(rule ->
                                DynamicTest.dynamicTest(
                                        rule.getDescription(), () -> rule.check(house)));
    }

    /// A rule over classes that were not read holds by itself, so every source file must have been.
    @Test
    void sawEveryClassOfEveryRoom() throws IOException {
        List<String> unseen = new ArrayList<>();
        for (Sources.File file : Sources.ofAllRooms()) {
            if (!file.module().equals("benchmarks") && !house.contain(file.className())) {
                unseen.add(file.className());
            }
        }
        assertThat(unseen).isEmpty();
        for (String room : Architecture.rooms()) {
            assertThat(
                            house.stream()
                                    .anyMatch(
                                            c -> c.getPackageName().startsWith("tritonc." + room)))
                    .as(room)
                    .isTrue();
        }
    }

    @Test
    void plantedViolationsAreFound() {
        List<String> broken = new ArrayList<>();
        for (ArchRule rule : new Architecture("tritonc.house.planted").rules()) {
            if (rule.evaluate(planted).hasViolation()) {
                broken.add(rule.getDescription());
            }
        }
        assertThat(broken)
                .containsExactly(
                        "grammar imports only ir.diagnostic, grammar",
                        "optimizer imports only ir, optimizer",
                        "parallel imports only parallel",
                        "only grammar, frontend may use org.antlr..",
                        "only codegen may use org.objectweb.asm..",
                        "only cache may use com.github.benmanes.caffeine..",
                        "only the runtimes look up and call native code",
                        "only the runtimes reinterpret memory",
                        "only the command line prints, leaves, or reads the environment",
                        "rooms form no circle",
                        "packages form no circle");
    }
}
