package tritonc.codegen.x86;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Every form over all registers and operand kinds has the bytes that the GNU assembler gives it.
/// What that gave stands in `x86/encodings.txt`, a line an op: name, number of instructions,
/// SHA-256 of their bytes. [#main] makes the file anew where there is an `as`, and says which
/// instruction differs first.
class EncodingTest {
    private static final Path GOLDEN = Path.of("src/test/resources/x86/encodings.txt");

    @TestFactory
    List<DynamicTest> bytesAreTheAssemblers() throws IOException {
        Map<String, String> golden = new LinkedHashMap<>();
        for (String line : Files.readAllLines(GOLDEN)) {
            if (!line.startsWith("#")) {
                golden.put(line.substring(0, line.indexOf(' ')), line);
            }
        }
        List<DynamicTest> tests = new ArrayList<>();
        for (Op op : ops()) {
            String name = op.toString();
            tests.add(
                    DynamicTest.dynamicTest(
                            name,
                            () -> {
                                List<Insn> cases = cases(op);
                                String mine = line(name, cases.size(), bytes(cases));
                                assertThat(mine).isEqualTo(golden.get(name));
                            }));
        }
        assertThat(golden.keySet())
                .containsExactlyInAnyOrderElementsOf(ops().stream().map(Object::toString).toList());
        return tests;
    }

    private static List<Op> ops() {
        List<Op> ops = new ArrayList<>();
        ops.addAll(Arrays.asList(ScalarOp.values()));
        ops.removeIf(o -> o instanceof ScalarOp s && cases(s).isEmpty());
        ops.addAll(Arrays.asList(VectorOp.values()));
        return ops;
    }

    private static List<Insn> cases(Op op) {
        return switch (op) {
            case ScalarOp s -> ScalarCases.of(s);
            case VectorOp v -> VectorCases.of(v);
        };
    }

    private static byte[] bytes(List<Insn> cases) {
        Assembler out = new Assembler();
        cases.forEach(out::add);
        return out.finish();
    }

    private static String line(String name, int count, byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return name + " " + count + " " + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Writes the golden file from what `as` makes of the listing of every case.
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        lines.add("# op, instructions, SHA-256 of their bytes: made by the GNU assembler 2.40");
        Path folder = Files.createTempDirectory("encodings");
        int wrong = 0;
        for (Op op : ops()) {
            List<Insn> cases = cases(op);
            byte[] theirs = assembled(folder, cases);
            byte[] mine = new byte[0];
            try {
                mine = bytes(cases);
            } catch (RuntimeException e) {
                System.out.println(op + ": " + e);
            }
            if (!Arrays.equals(mine, theirs)) {
                wrong++;
                explain(folder, op, cases, theirs.length);
            }
            lines.add(line(op.toString(), cases.size(), theirs));
        }
        Files.write(GOLDEN, lines, StandardCharsets.UTF_8);
        System.out.println(wrong + " of " + ops().size() + " differ");
    }

    private static void explain(Path folder, Op op, List<Insn> cases, int length)
            throws IOException, InterruptedException {
        if (length == 0) {
            System.out.println(op + ": not assembled");
            return;
        }
        int shown = 0;
        for (Insn insn : cases) {
            byte[] theirs = assembled(folder, List.of(insn));
            String mine;
            try {
                mine = HexFormat.of().formatHex(bytes(List.of(insn)));
            } catch (RuntimeException e) {
                mine = e.toString();
            }
            if (!mine.equals(HexFormat.of().formatHex(theirs)) && shown++ < 2) {
                System.out.println(
                        op
                                + ": "
                                + text(insn)
                                + "  "
                                + mine
                                + " not "
                                + HexFormat.of().formatHex(theirs));
            }
            if (shown >= 2) {
                return;
            }
        }
    }

    private static String text(Insn insn) {
        return Listing.of(insn, l -> "label");
    }

    private static byte[] assembled(Path folder, List<Insn> cases)
            throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder(".intel_syntax noprefix\n.text\n");
        cases.forEach(c -> text.append(text(c)).append('\n'));
        Path source = Files.writeString(folder.resolve("a.s"), text);
        Path object = folder.resolve("a.o");
        Path binary = folder.resolve("a.bin");
        Files.deleteIfExists(object);
        Files.deleteIfExists(binary);
        run(folder, "as", "--64", "-o", object.toString(), source.toString());
        if (!Files.exists(object)) {
            return new byte[0];
        }
        run(folder, "objcopy", "-O", "binary", "-j", ".text", object.toString(), binary.toString());
        return Files.readAllBytes(binary);
    }

    private static void run(Path folder, String... command)
            throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (process.waitFor() != 0) {
            List<String> said = Files.readAllLines(log);
            System.out.println(String.join("\n", said.subList(0, Math.min(3, said.size()))));
        }
    }
}
