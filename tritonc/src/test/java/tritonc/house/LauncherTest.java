package tritonc.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Runs `bin/tritonc` in a house of cardboard: the JDKs there are scripts that print how they were
/// called, one word a line.
@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {
    private static final String PRINT_WORDS =
            "#!/bin/sh\necho \"$0\"\nfor word; do echo \"$word\"; done\n";

    @TempDir private Path place;

    private Path house;

    private record Outcome(int code, List<String> lines) {}

    @BeforeEach
    void copyTheLauncher() throws IOException {
        house = place.resolve("a house");
        for (String script : List.of("tritonc", "build")) {
            Path copy = house.resolve("bin").resolve(script);
            Files.createDirectories(copy.getParent());
            Files.copy(Sources.root().resolve("bin").resolve(script), copy);
            executable(copy);
        }
        Files.createDirectories(house.resolve("tritonc/target"));
        Files.createFile(jar());
    }

    private Path jar() {
        return house.resolve("tritonc/target/tritonc.jar");
    }

    private static void executable(Path file) {
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Path jdk(String folder, String version) throws IOException {
        Path home = place.resolve(folder);
        Files.createDirectories(home.resolve("bin"));
        for (String program : List.of("java", "javac")) {
            Files.writeString(home.resolve("bin").resolve(program), PRINT_WORDS);
            executable(home.resolve("bin").resolve(program));
        }
        Files.writeString(
                home.resolve("release"),
                "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"Linux\"\n");
        return home;
    }

    private Outcome launch(Path script, Map<String, String> environment, String... words)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(Arrays.asList(words));
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().keySet().removeIf(name -> name.contains("JAVA"));
        process.environment().putAll(environment);
        process.directory(place.toFile()).redirectErrorStream(true);
        Process running = process.start();
        byte[] said = running.getInputStream().readAllBytes();
        int code = running.waitFor();
        return new Outcome(code, new String(said, StandardCharsets.UTF_8).lines().toList());
    }

    private Outcome launch(Map<String, String> environment, String... words)
            throws IOException, InterruptedException {
        return launch(house.resolve("bin/tritonc"), environment, words);
    }

    @Test
    void wordsArriveAsTheyWereWritten() throws IOException, InterruptedException {
        Map<String, String> home = Map.of("JAVA_HOME", jdk("jdk", "25.0.1").toString());
        Outcome outcome = launch(home, "check", "a b.py", "", "*", "$HOME", "-x=\"q\"");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.lines())
                .endsWith("tritonc.cli.Main", "check", "a b.py", "", "*", "$HOME", "-x=\"q\"")
                .containsSequence("-cp", jar().toRealPath().toString(), "tritonc.cli.Main");
    }

    @Test
    void worksThroughSymbolicLinks() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(place.resolve("local/bin"));
        Path first = Files.createSymbolicLink(folder.resolve("one"), Path.of("../../two"));
        Files.createSymbolicLink(place.resolve("two"), Path.of("a house/bin/tritonc"));
        Map<String, String> home = Map.of("JAVA_HOME", jdk("jdk", "25").toString());
        assertThat(launch(first, home, "doctor").lines())
                .containsSequence("-cp", jar().toRealPath().toString(), "tritonc.cli.Main");
    }

    @Test
    void anOldJavaHomeIsPassedOver() throws IOException, InterruptedException {
        Path old = jdk("old", "17.0.15");
        Path built = jdk("built by", "25.0.3");
        Files.writeString(house.resolve("tritonc/target/jdk"), built + "\n");
        Outcome outcome = launch(Map.of("JAVA_HOME", old.toString()), "doctor");
        assertThat(outcome.lines()).startsWith(built.resolve("bin/java").toString());
    }

    @Test
    void theUsersChoiceComesBeforeTheBuildsJdk() throws IOException, InterruptedException {
        Files.writeString(house.resolve("tritonc/target/jdk"), jdk("built by", "25") + "\n");
        Path chosen = jdk("chosen", "25.0.2");
        Path home = jdk("home", "25.0.1");
        assertThat(launch(Map.of("JAVA_HOME", home.toString())).lines())
                .startsWith(home.resolve("bin/java").toString());
        Map<String, String> both =
                Map.of("JAVA_HOME", home.toString(), "TRITONC_JAVA_HOME", chosen.toString());
        assertThat(launch(both).lines()).startsWith(chosen.resolve("bin/java").toString());
    }

    @Test
    void aWrongChoiceIsToldAndNotReplaced() throws IOException, InterruptedException {
        String wrong = jdk("wrong", "2.5.0").toString();
        String right = jdk("right", "25.0.1").toString();
        Outcome outcome = launch(Map.of("JAVA_HOME", right, "TRITONC_JAVA_HOME", wrong));
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.lines())
                .containsExactly(
                        "tritonc: TRITONC_JAVA_HOME is "
                                + wrong
                                + ", which is not the home of a JDK 25");
    }

    @Test
    void onlyLongWorkGetsTheSlowCompiler() throws IOException, InterruptedException {
        Map<String, String> home = Map.of("JAVA_HOME", jdk("jdk", "25.0.1").toString());
        for (String quick : List.of("--version", "check", "compile", "explain", "doctor")) {
            assertThat(launch(home, quick).lines()).contains("-XX:TieredStopAtLevel=1");
        }
        for (String slow : List.of("run", "bench", "profile")) {
            assertThat(launch(home, slow).lines()).doesNotContain("-XX:TieredStopAtLevel=1");
        }
    }

    @Test
    void theCacheIsNamedOnlyWhereThereIsOne() throws IOException, InterruptedException {
        Map<String, String> home = Map.of("JAVA_HOME", jdk("jdk", "25.0.1").toString());
        assertThat(launch(home, "doctor").lines()).noneMatch(w -> w.startsWith("-XX:AOT"));
        Path cache = Files.createFile(house.resolve("tritonc/target/tritonc.aot"));
        assertThat(launch(home, "doctor").lines()).contains("-XX:AOTCache=" + cache.toRealPath());
    }

    @Test
    void theFirstCallBuildsOnceAndAFailedBuildIsTold() throws IOException, InterruptedException {
        Map<String, String> home = Map.of("JAVA_HOME", jdk("jdk", "25.0.1").toString());
        Files.delete(jar());
        Path wrapper = house.resolve("mvnw");
        Files.writeString(wrapper, "#!/bin/sh\necho '[ERROR] no such room'\nexit 1\n");
        executable(wrapper);
        Outcome failed = launch(home, "doctor");
        assertThat(failed.code()).isEqualTo(70);
        assertThat(failed.lines()).endsWith("tritonc: the build failed:", "[ERROR] no such room");
        assertThat(house.resolve("tritonc/target/first-build.lock")).doesNotExist();

        Files.writeString(
                wrapper, "#!/bin/sh\n[ -n \"$JAVA_HOME\" ] && : > " + "'" + jar() + "'\n");
        Outcome built = launch(home, "doctor");
        assertThat(built.code()).isZero();
        assertThat(built.lines().getFirst()).startsWith("tritonc: building, once");
        assertThat(launch(home, "doctor").lines().getFirst()).endsWith("/bin/java");
    }
}
