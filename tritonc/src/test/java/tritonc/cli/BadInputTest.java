package tritonc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What a user can get wrong on the command line: each is answered by a diagnostic and the right
/// exit code, without a stack trace and with nothing written.
class BadInputTest {
    private static final String KERNEL =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def copy(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
                offsets = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                x = tl.load(x_ptr + offsets, mask=offsets < n)
                tl.store(y_ptr + offsets, x, mask=offsets < n)
            """;

    @TempDir private Path folder;

    private record Case(String name, int exit, String code, List<String> words) {}

    private static Case bad(String name, int exit, String code, String... words) {
        return new Case(name, exit, code, List.of(words));
    }

    private String file(String name, byte[] bytes) throws IOException {
        Path path = folder.resolve(name);
        Files.write(path, bytes);
        return path.toString();
    }

    private String text(String name, String text) throws IOException {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] npy(String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer out =
                ByteBuffer.allocate(10 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1);
        out.put((byte) 0).putShort((short) text.length).put(text).put(data);
        return out.array();
    }

    @TestFactory
    Stream<DynamicTest> sources() throws IOException {
        String big = "x = 1  # " + "y".repeat(90) + "\n";
        return tests(
                bad("missing file", 1, "T0001", "check", folder.resolve("no.py").toString()),
                bad("directory", 1, "T0001", "check", folder.toString()),
                bad("empty", 1, "T0003", "run", text("empty.py", "")),
                bad("comments only", 1, "T0003", "run", text("comments.py", "# nothing\n\n")),
                bad("binary", 1, "T0002", "check", file("b.py", new byte[] {1, 0, (byte) 0xFE})),
                bad(
                        "utf-16",
                        1,
                        "T0002",
                        "check",
                        file("u.py", KERNEL.getBytes(StandardCharsets.UTF_16))),
                bad(
                        "tabs against spaces",
                        1,
                        "T0006",
                        "check",
                        text("tabs.py", "if x:\n        a = 1\n\tb = 2\n")),
                bad("syntax", 1, "T0004", "check", text("s.py", "def f(x y):\n    pass\n")),
                bad(
                        "10 MB",
                        2,
                        "T0904",
                        "run",
                        text("big.py", KERNEL + big.repeat(100_000)),
                        "-k",
                        "missing"),
                bad(
                        "10,000 nested parentheses",
                        1,
                        "T0007",
                        "check",
                        text("deep.py", "x = " + "(".repeat(10_000) + ")".repeat(10_000))),
                bad(
                        "infinite recursion of helpers",
                        1,
                        "T0",
                        "run",
                        text(
                                "recursion.py",
                                KERNEL.replace("    x = tl", "    n = again(n)\n    x = tl")
                                        + """

                                        @triton.jit
                                        def again(n):
                                            return again(n) + 1
                                        """),
                        "-k",
                        "copy",
                        "-a",
                        "x_ptr=zeros:fp32[8]",
                        "-a",
                        "y_ptr=zeros:fp32[8]",
                        "-a",
                        "n=8",
                        "-a",
                        "BLOCK=8",
                        "-g",
                        "1"));
    }

    @TestFactory
    Stream<DynamicTest> arguments() throws IOException {
        String file = text("copy.py", KERNEL);
        String[] good = {
            "run",
            file,
            "-a",
            "x_ptr=zeros:fp32[8]",
            "-a",
            "y_ptr=zeros:fp32[8]",
            "-a",
            "n=8",
            "-a",
            "BLOCK=8",
            "-g",
            "1"
        };
        assertThat(CommandLineRun.of(good).exit()).isZero();
        return tests(
                bad("unknown kernel", 2, "T0904", with(good, "-k", "nothing")),
                bad("unknown argument", 1, "T06", with(good, "-a", "z=1")),
                bad("no arguments", 1, "T06", "run", file, "-g", "1"),
                bad("no grid", 2, "T0903", without(good, "-g")),
                bad("number for pointer", 1, "T0", with(without(good, "x_ptr"), "-a", "x_ptr=7")),
                bad(
                        "array for number",
                        1,
                        "T0",
                        with(without(good, "n=8"), "-a", "n=zeros:i32[4]")),
                bad("text for number", 1, "T0", with(without(good, "n=8"), "-a", "n='8'")),
                bad("unreadable value", 2, "T0902", with(without(good, "n=8"), "-a", "n=8x")),
                bad("no value", 2, "T09", with(good, "-a", "n")),
                bad(
                        "huge array",
                        1,
                        "T0",
                        with(without(good, "x_ptr"), "-a", "x_ptr=zeros:fp32[99999999999,99999]")),
                bad("grid of 0", 1, "T06", with(without(good, "-g"), "-g", "0")),
                bad("negative grid", 1, "T06", with(without(good, "-g"), "-g", "-4")),
                bad("grid over 2^31", 1, "T06", with(without(good, "-g"), "-g", "2147483648")),
                bad("four axes", 2, "T0903", with(without(good, "-g"), "-g", "1,1,1,1")),
                bad("grid of an unknown name", 2, "T0903", with(without(good, "-g"), "-g", "m")),
                bad("grid divided by 0", 2, "T0903", with(without(good, "-g"), "-g", "n // 0")),
                bad(
                        "block that is no power of two",
                        1,
                        "T02",
                        with(without(good, "BLOCK"), "-a", "BLOCK=12")),
                bad("float block", 1, "T0", with(without(good, "BLOCK"), "-a", "BLOCK=8.0")),
                bad(
                        "outside the array",
                        1,
                        "T0601",
                        with(without(without(good, "n=8"), "-g"), "-a", "n=9", "-g", "2")),
                bad("unknown output", 2, "T0905", with(good, "-o", "z=z.npy")),
                bad("output of a number", 2, "T0905", with(good, "-o", "n=z.npy")),
                bad(
                        "output path",
                        1,
                        "T0",
                        with(good, "-o", "y_ptr=" + folder.resolve("no/y.npy"))),
                bad("output is a folder", 1, "T0", with(good, "-o", "y_ptr=" + folder)),
                bad("unknown option", 2, "T0901", with(good, "--nothing")),
                bad(
                        "unknown feature",
                        2,
                        "T0901",
                        "compile",
                        CommandLineRun.example("vector_add"),
                        "--features",
                        "avx1024"),
                bad("level 4", 2, "T0901", with(good, "-O", "4")),
                bad("no launches", 2, "T0901", with(good, "--repeat", "0")),
                bad("no threads", 2, "T0901", with(good, "-j", "0")),
                bad("target of another machine", 3, "T0802", with(good, "-t", "metal")),
                bad("unknown target", 2, "T09", with(good, "-t", "toaster")));
    }

    @TestFactory
    Stream<DynamicTest> arrays() throws IOException {
        String source = text("copy.py", KERNEL);
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (8,), }\n";
        byte[] whole = npy(header, new byte[32]);
        String objects = "{'descr': '|O', 'fortran_order': False, 'shape': (8,), }\n";
        String lying = "{'descr': '<f4', 'fortran_order': False, 'shape': (999999999,), }\n";
        byte[] longHeader =
                ByteBuffer.allocate(16)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(Long.MAX_VALUE)
                        .putLong(0)
                        .array();
        return Stream.of(
                        bad("missing", 1, "T07", folder.resolve("no.npy").toString()),
                        bad("empty", 1, "T07", file("e.npy", new byte[0])),
                        bad(
                                "truncated",
                                1,
                                "T07",
                                file("t.npy", java.util.Arrays.copyOf(whole, 40))),
                        bad("no numpy file", 1, "T07", text("n.npy", "hello, numpy, hello, numpy")),
                        bad("pickled objects", 1, "T07", file("o.npy", npy(objects, new byte[64]))),
                        bad("lying shape", 1, "T07", file("l.npy", npy(lying, new byte[32]))),
                        bad(
                                "safetensors without name",
                                1,
                                "T07",
                                file("s.safetensors", longHeader)),
                        bad("lying header", 1, "T07", file("h.safetensors", longHeader) + "#x"))
                .map(c ->
                        test(
                                new Case(
                                        c.name,
                                        c.exit,
                                        c.code,
                                        List.of(
                                                "run",
                                                source,
                                                "-a",
                                                "x_ptr=@" + c.words.getFirst(),
                                                "-a",
                                                "y_ptr=zeros:fp32[8]",
                                                "-a",
                                                "n=8",
                                                "-a",
                                                "BLOCK=8",
                                                "-g",
                                                "1"))));
    }

    @Test
    void leavesNothingHalfWritten() throws IOException {
        String source = text("copy.py", KERNEL);
        Path out = folder.resolve("y.npy");
        CommandLineRun run =
                CommandLineRun.of(
                        "run",
                        source,
                        "-a",
                        "x_ptr=zeros:fp32[4]",
                        "-a",
                        "y_ptr=zeros:fp32[8]",
                        "-a",
                        "n=8",
                        "-a",
                        "BLOCK=8",
                        "-g",
                        "1",
                        "-o",
                        "y_ptr=" + out);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("T0601").contains("copy.py:7");
        assertThat(out).doesNotExist();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(p -> p.getFileName().toString())).containsExactly("copy.py");
        }
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    /// The words without the option whose name or value starts so.
    private static String[] without(String[] words, String start) {
        List<String> kept = new java.util.ArrayList<>(List.of(words).subList(0, 2));
        for (int i = 2; i < words.length; i += 2) {
            if (!words[i].startsWith(start) && !words[i + 1].startsWith(start)) {
                kept.add(words[i]);
                kept.add(words[i + 1]);
            }
        }
        return kept.toArray(String[]::new);
    }

    private static Stream<DynamicTest> tests(Case... cases) {
        return Stream.of(cases).map(BadInputTest::test);
    }

    private static DynamicTest test(Case c) {
        return DynamicTest.dynamicTest(
                c.name,
                () -> {
                    CommandLineRun run = CommandLineRun.of(c.words.toArray(String[]::new));
                    assertThat(run.err()).contains("error[" + c.code);
                    assertThat(run.err()).doesNotContain("\tat ").doesNotContain("Exception");
                    assertThat(run.exit()).isEqualTo(c.exit);
                });
    }
}
