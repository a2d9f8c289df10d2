package tritonc.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Holds the style of the house over the main sources of every room, and prints the figures.
final class HouseTest {
    private static List<Sources.File> files;
    private static List<MethodLengths.Method> methods;

    @BeforeAll
    static void readSources() throws IOException {
        files = Sources.ofAllRooms();
        methods = MethodLengths.of(files);
    }

    @Test
    void sawTheSourcesOfEveryRoom() {
        assertThat(files.stream().map(Sources.File::module).distinct())
                .containsExactlyInAnyOrder(
                        "benchmarks",
                        "cache",
                        "codegen",
                        "frontend",
                        "grammar",
                        "ir",
                        "optimizer",
                        "parallel",
                        "runtime",
                        "runtime-apple",
                        "tritonc",
                        "typecheck");
        assertThat(methods).anyMatch(m -> m.name().equals("Diagnostics.add"));
    }

    @Test
    void filesAreShort() {
        System.out.println(figures("file", fileLengths()));
        assertThat(HouseRules.longFiles(files)).isEmpty();
    }

    @Test
    void methodsAreShort() {
        System.out.println(
                figures("method", methods.stream().map(MethodLengths.Method::lines).toList()));
        methods.stream()
                .sorted(Comparator.comparingInt(MethodLengths.Method::lines).reversed())
                .limit(5)
                .forEach(m -> System.out.println("  " + m.lines() + " " + m.place()));
        assertThat(HouseRules.longMethods(methods)).isEmpty();
    }

    @Test
    void namesSaySomething() {
        assertThat(HouseRules.emptyNames(files)).isEmpty();
    }

    @Test
    void everyPackageIsExplainedAndNullMarked() {
        assertThat(HouseRules.unexplainedPackages(files)).isEmpty();
    }

    @Test
    void noStrayWordsAnywhere() throws IOException {
        Path root = Sources.root();
        List<String> broken = new ArrayList<>();
        for (Path file : Sources.files(root)) {
            String place = root.relativize(file).toString();
            if (!place.startsWith(Path.of("tritonc/src/test/java/tritonc/house").toString())) {
                broken.addAll(HouseRules.strayWords(place, Sources.textOf(file)));
            }
        }
        assertThat(broken).isEmpty();
    }

    /// The command line has its version as a constant, which nothing else keeps in step.
    @Test
    void theCommandLineSaysThePomsVersion() throws IOException {
        String pom = Files.readString(Sources.root().resolve("pom.xml"));
        String version = pom.replaceFirst("(?s).*?<version>(.*?)</version>.*", "$1");
        String main = "tritonc/src/main/java/tritonc/cli/Main.java";
        assertThat(Files.readString(Sources.root().resolve(main)))
                .contains("VERSION = \"tritonc " + version + "\"");
    }

    private static List<Integer> fileLengths() {
        return files.stream().map(f -> (int) f.text().lines().count()).toList();
    }

    private static String figures(String what, List<Integer> lengths) {
        List<Integer> sorted = lengths.stream().sorted().toList();
        return "house: %d %ss, lines: median %d, 90%% under %d, longest %d"
                .formatted(
                        sorted.size(),
                        what,
                        sorted.get(sorted.size() / 2),
                        sorted.get(sorted.size() * 9 / 10),
                        sorted.getLast());
    }
}
