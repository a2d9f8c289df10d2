package tritonc.runtime.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tritonc.ir.artifact.Artifact;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.artifact.SignatureEntry;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;
import tritonc.runtime.Args;
import tritonc.runtime.Faults;
import tritonc.runtime.Grid;
import tritonc.runtime.Kernel;
import tritonc.runtime.Kernels;
import tritonc.runtime.Tensor;
import tritonc.runtime.cpu.CpuTarget;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

final class ArtifactFileTest {
    private static final Path NAME = Path.of("k.tkn");

    @TempDir private Path folder;

    private static Artifact small() {
        KernelSignature signature =
                new KernelSignature(
                        "k",
                        List.of(
                                Kernels.pointer("x", DType.FP16, 16),
                                new SignatureEntry.Runtime(
                                        "table", new PointerType(new PointerType(DType.I8)), 1),
                                Kernels.number("n", DType.U64, 1),
                                new SignatureEntry.Runtime(
                                        "read", new PointerType(DType.FP32), 16, true),
                                new SignatureEntry.Descriptor(
                                        "desc", DType.FP8E5, Shape.of(16, 64), true),
                                new SignatureEntry.One("stride", DType.I32),
                                Kernels.constant("MODE", "'it\\'s'")));
        return new Artifact(
                "cpu",
                signature,
                "0.1.0",
                List.of(
                        new Artifact.Payload("a", "dir/a.bin", new byte[] {1, 2, 3}),
                        new Artifact.Payload("b", "b.bin", new byte[0])));
    }

    private static void assertSame(Artifact read, Artifact written) {
        assertThat(read.target()).isEqualTo(written.target());
        assertThat(read.signature()).isEqualTo(written.signature());
        assertThat(read.compiler()).isEqualTo(written.compiler());
        assertThat(read.payloads()).hasSameSizeAs(written.payloads());
        for (int i = 0; i < read.payloads().size(); i++) {
            Artifact.Payload left = read.payloads().get(i);
            Artifact.Payload right = written.payloads().get(i);
            assertThat(left.kind()).isEqualTo(right.kind());
            assertThat(left.name()).isEqualTo(right.name());
            assertThat(left.bytes()).isEqualTo(right.bytes());
        }
    }

    @Test
    void readsWhatItWrites() {
        Path path = folder.resolve("k.tkn");
        ArtifactFile.write(path, small());
        assertThat(ArtifactFile.isArtifact(path)).isTrue();
        assertSame(ArtifactFile.read(path), small());
    }

    @Test
    void equalArtifactsGiveEqualBytes() throws IOException {
        byte[] bytes = ArtifactFile.toBytes(small());
        assertThat(ArtifactFile.toBytes(small())).isEqualTo(bytes);
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                names.add(e.getName());
                assertThat(e.getTimeLocal().getYear()).isEqualTo(1980);
                if (names.size() == 1) {
                    String json = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                    assertThat(json)
                            .startsWith("{\"format\":1,\"compiler\":\"0.1.0\",\"target\":\"cpu\",")
                            .contains(
                                    "\"signature\":\"*fp16:16, **i8, u64, *kfp32:16,"
                                            + " tensordesc<fp8e5[16,64],nan>, i32:1, 'it\\\\'s'\"");
                }
            }
        }
        assertThat(names).containsExactly("manifest.json", "dir/a.bin", "b.bin");
    }

    @Test
    void aKernelRunsFromItsFile() {
        Path path = folder.resolve("scale.tkn");
        ArtifactFile.write(path, Kernels.scale());
        try (CpuTarget cpu = CpuTarget.create(2);
                Tensor x = Tensor.arange(DType.FP32, 9);
                Tensor y = Tensor.zeros(DType.FP32, 9)) {
            Kernel kernel = Kernel.of(ArtifactFile.read(path), cpu);
            kernel.launch(Grid.of(3), Args.of("x", x, "y", y, "n", 9, "factor", 0.5));
            assertThat(y.get(8)).isEqualTo(4);
        }
    }

    @Test
    void refusesAFileCutAnywhere() {
        byte[] whole = ArtifactFile.toBytes(small());
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            Faults.of(Code.ARTIFACT_FORMAT, () -> ArtifactFile.fromBytes(NAME, part));
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        Faults.of(Code.ARTIFACT_FORMAT, () -> ArtifactFile.fromBytes(NAME, longer));
    }

    @Test
    void aChangedByteIsRefusedUnlessItMeansNothing() {
        byte[] whole = ArtifactFile.toBytes(small());
        Random random = new Random(3);
        int refused = 0;
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] = (byte) (damaged[at] ^ 1 << random.nextInt(8));
            Throwable thrown =
                    catchThrowable(
                            () -> assertSame(ArtifactFile.fromBytes(NAME, damaged), small()));
            if (thrown != null) {
                assertThat(thrown).as("byte %d", at).isInstanceOf(TritonException.class);
                refused++;
            }
        }
        // times, versions and attributes are not read
        assertThat(refused).isGreaterThan(whole.length * 3 / 4);
    }

    @Test
    void randomDamageNeverDoesMore() {
        byte[] whole = ArtifactFile.toBytes(small());
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            byte[] damaged = whole.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                damaged[random.nextInt(whole.length)] = (byte) random.nextInt(256);
            }
            Throwable thrown = catchThrowable(() -> ArtifactFile.fromBytes(NAME, damaged));
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(TritonException.class);
            }
        }
    }

    private static byte[] zip(Object... namesAndContents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) namesAndContents[i]));
                zip.write((byte[]) namesAndContents[i + 1]);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void aRepackedFileIsReadToo() throws IOException {
        byte[] manifest = Manifest.write(small());
        byte[] packed =
                zip("manifest.json", manifest, "dir/a.bin", new byte[] {1, 2, 3}, "b.bin", none());
        assertSame(ArtifactFile.fromBytes(NAME, packed), small());
    }

    private static byte[] none() {
        return new byte[0];
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "/etc/passwd",
                "a/../../b",
                "a\\b",
                "C:evil",
                "a//b",
                "./a",
                "a/",
                "."
            })
    void refusesNamesThatClimb(String name) throws IOException {
        byte[] manifest = Manifest.write(small());
        byte[] bytes = zip("manifest.json", manifest, name, none());
        assertThat(
                        Faults.of(Code.ARTIFACT_FORMAT, () -> ArtifactFile.fromBytes(NAME, bytes))
                                .message())
                .contains("name is not allowed");
        Artifact.Payload payload = new Artifact.Payload("a", name, none());
        Artifact climbing = new Artifact("cpu", small().signature(), "", List.of(payload));
        assertThatThrownBy(() -> ArtifactFile.toBytes(climbing))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesBombsAndLies() throws IOException {
        byte[] manifest = Manifest.write(small());
        byte[] bomb = zip("manifest.json", manifest, "zeros", new byte[300_000_000]);
        assertThat(bomb.length).isLessThan(1_000_000);
        Faults.of(Code.ARTIFACT_FORMAT, () -> ArtifactFile.fromBytes(NAME, bomb));
        byte[] other =
                zip("manifest.json", manifest, "dir/a.bin", new byte[] {1, 2, 4}, "b.bin", none());
        assertThat(
                        Faults.of(Code.ARTIFACT_FORMAT, () -> ArtifactFile.fromBytes(NAME, other))
                                .message())
                .contains("changed: dir/a.bin");
        byte[] less = zip("manifest.json", manifest, "b.bin", none());
        Faults.of(Code.ARTIFACT_FORMAT, () -> ArtifactFile.fromBytes(NAME, less));
        byte[] late = zip("b.bin", none(), "manifest.json", manifest);
        Faults.of(Code.ARTIFACT_FORMAT, () -> ArtifactFile.fromBytes(NAME, late));
        byte[] nothing = zip("manifest.json", none());
        Faults.of(Code.ARTIFACT_FORMAT, () -> ArtifactFile.fromBytes(NAME, nothing));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"format\":2}",
                "{\"format\":\"1\"}",
                "{\"format\":1,\"compiler\":\"x\",\"target\":\"cpu\",\"kernel\":\"k\","
                        + "\"signature\":\"i32\",\"parameters\":[],\"payloads\":[]}",
                "{\"format\":1,\"compiler\":\"x\",\"target\":\"cpu\",\"kernel\":\"k\","
                        + "\"signature\":\"i33\",\"parameters\":[{\"name\":\"a\",\"type\":\"i33\","
                        + "\"divisibility\":1}],\"payloads\":[]}",
                "{\"format\":1,\"compiler\":\"x\",\"target\":\"cpu\",\"kernel\":\"k\","
                    + "\"signature\":\"i32:0\",\"parameters\":[{\"name\":\"a\",\"type\":\"i32\","
                    + "\"divisibility\":0}],\"payloads\":[]}"
            })
    void refusesManifestsThatAreNone(String manifest) throws IOException {
        byte[] bytes = zip("manifest.json", manifest.getBytes(StandardCharsets.UTF_8));
        Faults.of(Code.ARTIFACT_FORMAT, () -> ArtifactFile.fromBytes(NAME, bytes));
    }

    @Test
    void refusesWhatIsNoFile() throws IOException {
        Faults.of(Code.FILE_UNREADABLE, () -> ArtifactFile.read(folder));
        Faults.of(Code.FILE_UNREADABLE, () -> ArtifactFile.read(folder.resolve("none.tkn")));
        assertThat(ArtifactFile.isArtifact(folder)).isFalse();
        assertThat(ArtifactFile.isArtifact(Files.writeString(folder.resolve("x"), "PK"))).isFalse();
        Faults.of(
                Code.FILE_UNWRITABLE,
                () -> ArtifactFile.write(folder.resolve("no/k.tkn"), small()));
    }
}
