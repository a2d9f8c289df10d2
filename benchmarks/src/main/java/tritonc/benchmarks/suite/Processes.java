package tritonc.benchmarks.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.jspecify.annotations.Nullable;

import tritonc.benchmarks.figure.Figure;
import tritonc.benchmarks.figure.NotMeasured;
import tritonc.benchmarks.figure.Row;
import tritonc.benchmarks.figure.Samples;
import tritonc.benchmarks.figure.Target;
import tritonc.benchmarks.jmh.Example;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What whole processes take: `--version` against a JVM that says hello, and the first compile of a
/// process with and without the AOT cache. What is compared alternates.
final class Processes {
    private static final String SUITE = "process";

    private final Options options;
    private final String java;
    private final Path jar;
    private final Path cache;

    Processes(Options options) {
        this.options = options;
        this.java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        this.jar = options.root().resolve("tritonc/target/tritonc.jar");
        this.cache = options.root().resolve("tritonc/target/tritonc.aot");
    }

    /// What an ended process printed, and how long it took.
    private record Ended(double millis, String output) {}

    List<Row> rows() throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>(version());
        for (Example example : Example.values()) {
            rows.addAll(firstCompile(example));
        }
        return rows;
    }

    private List<Row> version() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("tritonc-bench");
        Path copied = folder.resolve(Hello.class.getName().replace('.', '/') + ".class");
        try {
            Files.createDirectories(copied.getParent());
            copyHello(copied);
            return version(folder);
        } finally {
            for (@Nullable Path p = copied; p != null && p.startsWith(folder); p = p.getParent()) {
                Files.deleteIfExists(p);
            }
        }
    }

    /// Alone in a folder, so that the JVM that says hello has no jar to open.
    private static void copyHello(Path to) throws IOException {
        try (InputStream in = Hello.class.getResourceAsStream("Hello.class")) {
            Files.write(to, Objects.requireNonNull(in, "the class of Hello").readAllBytes());
        }
    }

    private List<Row> version(Path classes) throws IOException, InterruptedException {
        List<String> version = List.of(launcher(), "--version");
        List<String> hello = List.of(java, "-cp", classes.toString(), Hello.class.getName());
        Samples ours = new Samples();
        Samples theirs = new Samples();
        Samples ratios = new Samples();
        int runs = options.full() ? 40 : 15;
        for (int i = -2; i < runs; i++) {
            double a = run(version).millis();
            double b = run(hello).millis();
            if (i >= 0) {
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

    private String launcher() {
        return options.root().resolve("bin/tritonc").toString();
    }

    /// The first compiles of processes: reading the file to code that is loaded, as `run --json`
    /// tells it, and the whole process with its first launch.
    private List<Row> firstCompile(Example example) throws IOException, InterruptedException {
        Samples[] compile = {new Samples(), new Samples()};
        Samples[] whole = {new Samples(), new Samples()};
        boolean[] measured = {Files.isRegularFile(cache), true};
        int runs = options.full() ? 15 : 5;
        for (int i = -1; i < runs; i++) {
            for (int how = 0; how < measured.length; how++) {
                if (measured[how]) {
                    Ended ended = run(command(example, how == 0));
                    if (i >= 0) {
                        JsonNode answer = new ObjectMapper().readTree(ended.output());
                        compile[how].add(answer.get("compile_ms").asDouble());
                        whole[how].add(ended.millis());
                    }
                }
            }
        }
        List<Row> rows = new ArrayList<>();
        String name = "first compile " + example.file() + ", ";
        String process = "whole run " + example.file() + ", ";
        if (measured[0]) {
            rows.add(
                    Figure.of(SUITE, name + "AOT cache", "ms", compile[0])
                            .withTarget(Target.below(150)));
            rows.add(Figure.of(SUITE, process + "AOT cache", "ms", whole[0]));
        } else {
            rows.add(new NotMeasured(SUITE, name + "AOT cache", "the build made no cache"));
        }
        rows.add(
                Figure.of(SUITE, name + "no cache", "ms", compile[1])
                        .withTarget(Target.below(400)));
        rows.add(Figure.of(SUITE, process + "no cache", "ms", whole[1]));
        return rows;
    }

    private List<String> command(Example example, boolean cached) {
        List<String> command = new ArrayList<>();
        if (cached) {
            command.add(launcher());
        } else {
            command.addAll(List.of(java, "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
            command.addAll(List.of("-cp", jar.toString(), "tritonc.cli.Main"));
        }
        command.addAll(List.of("run", example.path().toString(), "--json"));
        return command;
    }

    private Ended run(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        String out = output(command);
        return new Ended((System.nanoTime() - start) / 1e6, out);
    }

    private String output(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(options.root().toFile());
        // The same JDK for all; the launcher might find another.
        builder.environment().put("TRITONC_JAVA_HOME", System.getProperty("java.home"));
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
