package tritonc.benchmarks.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import tritonc.benchmarks.figure.Figure;
import tritonc.benchmarks.figure.Row;
import tritonc.benchmarks.figure.Samples;
import tritonc.benchmarks.figure.Target;
import tritonc.benchmarks.jmh.Example;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What whole processes take: `--version` against a JVM that says hello, and the first compile of a
/// process with and without the AOT cache. What is compared alternates.
final class Processes {
    private static final String SUITE = "process";

    private final Options options;
    private final String java;
    private final Path jar;

    Processes(Options options) {
        this.options = options;
        this.java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        this.jar = options.root().resolve("tritonc/target/tritonc.jar");
    }

    List<Row> rows() throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>(version());
        for (Example example : Example.values()) {
            rows.addAll(firstCompile(example));
        }
        return rows;
    }

    private List<Row> version() throws IOException, InterruptedException {
        String launcher = options.root().resolve("bin/tritonc").toString();
        List<String> version = List.of(launcher, "--version");
        List<String> hello = List.of(java, "-cp", classes(), Hello.class.getName());
        Samples ours = new Samples();
        Samples theirs = new Samples();
        Samples ratios = new Samples();
        int runs = options.full() ? 40 : 15;
        for (int i = 0; i < runs + 2; i++) {
            double a = wall(version);
            double b = wall(hello);
            if (i >= 2) {
                ours.add(a);
                theirs.add(b);
                ratios.add(a / b);
            }
        }
        return List.of(
                Figure.of(SUITE, "tritonc --version", "ms", ours),
                Figure.of(SUITE, "hello-world JVM", "ms", theirs),
                Figure.of(SUITE, "tritonc --version / hello-world JVM", "×", ratios)
                        .withTarget(Target.atMost(1.5)));
    }

    private static String classes() {
        return System.getProperty("java.class.path");
    }

    private List<Row> firstCompile(Example example) throws IOException, InterruptedException {
        Samples cached = new Samples();
        Samples plain = new Samples();
        int runs = options.full() ? 15 : 5;
        for (int i = 0; i < runs; i++) {
            cached.add(compileMillis(example, true));
            plain.add(compileMillis(example, false));
        }
        String name = "first compile " + example.file();
        return List.of(
                Figure.of(SUITE, name + ", AOT cache", "ms", cached).withTarget(Target.below(150)),
                Figure.of(SUITE, name + ", no cache", "ms", plain).withTarget(Target.below(400)));
    }

    /// Reading the file to code that is loaded, as `run --json` tells it.
    private double compileMillis(Example example, boolean cached)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (cached) {
            command.add(options.root().resolve("bin/tritonc").toString());
        } else {
            command.addAll(List.of(java, "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
            command.addAll(List.of("-cp", jar.toString(), "tritonc.cli.Main"));
        }
        command.addAll(List.of("run", example.path().toString(), "--json"));
        JsonNode answer = new ObjectMapper().readTree(output(command));
        return answer.get("compile_ms").asDouble();
    }

    private double wall(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        output(command);
        return (System.nanoTime() - start) / 1e6;
    }

    private String output(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(options.root().toFile());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new IllegalStateException("exit code " + code + " from " + command);
        }
        return out;
    }
}
