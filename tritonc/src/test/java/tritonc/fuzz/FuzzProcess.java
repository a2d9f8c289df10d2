package tritonc.fuzz;

import tritonc.fuzz.source.SourceRun;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs random kernels in a process of their own, since a kernel that touches a guard page ends its
/// process: then the kernel's seed is told, and another process goes on behind it.
public final class FuzzProcess {
    private static final int MOST_FAILURES = 10;

    private FuzzProcess() {}

    /// What is run.
    ///
    /// @param text whether kernels begin as texts
    /// @param machines what machine code is made for, names between commas
    public record Job(boolean text, int level, String machines, long first, long count) {
        private List<String> words(long from) {
            long left = first + count - from;
            return List.of(
                    String.valueOf(text),
                    String.valueOf(level),
                    machines,
                    String.valueOf(from),
                    String.valueOf(left));
        }
    }

    /// Runs a job and returns what failed.
    public static List<String> run(Job job) throws IOException, InterruptedException {
        Path seed = Files.createTempFile("fuzz", ".seed");
        List<String> failures = new ArrayList<>();
        long from = job.first;
        while (from < job.first + job.count && failures.size() < MOST_FAILURES) {
            Path output = Files.createTempFile("fuzz", ".txt");
            int answer = start(job, from, seed, output);
            String said = Files.readString(output);
            System.out.print(said);
            said.lines().filter(l -> l.startsWith("seed ")).forEach(failures::add);
            if (answer == 0) {
                break;
            }
            from = ByteBuffer.wrap(Files.readAllBytes(seed)).getLong() + 1;
            if (answer != 1) {
                failures.add("seed " + (from - 1) + " ends the process with " + answer);
            }
        }
        return failures;
    }

    /// What tests run on.
    static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static int start(Job job, long from, Path seed, Path output)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-ea",
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=" + seed + ".crash",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath(),
                        FuzzProcess.class.getName(),
                        seed.toString()));
        command.addAll(job.words(from));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        if (!process.waitFor(1, TimeUnit.DAYS)) {
            process.destroyForcibly();
        }
        return process.exitValue();
    }

    /// `SEEDFILE TEXT LEVEL MACHINES FIRST COUNT`: runs until a kernel fails; exits with 1 then.
    public static void main(String[] args) throws IOException {
        boolean text = Boolean.parseBoolean(args[1]);
        Differential differential =
                Levels.differential(Integer.parseInt(args[2]))
                        .withMachineCode(Machine.named(args[3]));
        long first = Long.parseLong(args[4]);
        long end = first + Long.parseLong(args[5]);
        try (FileChannel at = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
            for (long seed = first; seed < end; seed++) {
                at.write(ByteBuffer.allocate(Long.BYTES).putLong(0, seed), 0);
                if (text) {
                    SourceRun.check(seed, differential);
                } else {
                    differential.check(seed);
                }
            }
        } catch (AssertionError e) {
            System.out.println(e.getMessage());
            System.out.println("before: " + differential.summary());
            System.exit(1);
        }
        System.out.println(
                (text ? "texts" : "kernels")
                        + " -O"
                        + args[2]
                        + " "
                        + args[3]
                        + " from "
                        + first
                        + " to "
                        + (end - 1)
                        + ": "
                        + differential.summary());
    }
}
