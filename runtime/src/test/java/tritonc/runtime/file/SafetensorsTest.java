package tritonc.runtime.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.type.DType;
import tritonc.runtime.Faults;
import tritonc.runtime.Tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

final class SafetensorsTest {
    @TempDir private Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("x.safetensors"), bytes);
    }

    private static byte[] bytes(String header, int data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer all = ByteBuffer.allocate(8 + json.length + data);
        all.order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json);
        for (int i = 0; i < data; i++) {
            all.put((byte) i);
        }
        return all.array();
    }

    private Path file(String header, int data) throws IOException {
        return file(bytes(header, data));
    }

    @Test
    void readsNamesMetadataAndTensors() throws IOException {
        Path path =
                file(
                        """
                        {"__metadata__":{"format":"pt"},
                         "b":{"dtype":"I16","shape":[2,2],"data_offsets":[4,12]},
                         "a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},
                         "none":{"dtype":"F32","shape":[0,3],"data_offsets":[12,12]},
                         "odd":{"dtype":"F4","shape":[4],"data_offsets":[12,14]},
                         "yes":{"dtype":"BOOL","shape":[],"data_offsets":[14,15]}}   \
                        """,
                        15);
        Safetensors file = Safetensors.open(path);
        assertThat(file.metadata()).containsExactly(Map.entry("format", "pt"));
        assertThat(file.entries().keySet()).containsExactly("b", "a", "none", "odd", "yes");
        try (Tensor a = file.tensor("a");
                Tensor b = file.tensor("b");
                Tensor none = file.tensor("none");
                Tensor yes = file.tensor("yes")) {
            assertThat(a.toIntArray()).containsExactly(0, 1, 2, 3);
            assertThat(b).hasToString("i16[2,2]");
            assertThat(b.toIntArray()).containsExactly(0x0504, 0x0706, 0x0908, 0x0B0A);
            assertThat(none.count()).isZero();
            assertThat(yes.lane()).isEqualTo(1);
            assertThat(yes.toBytes()).containsExactly(1);
        }
        assertThat(Faults.of(Code.SAFETENSORS_NAME, () -> file.tensor("c")).help())
                .contains("it has b, a, none, odd, yes");
        Faults.of(Code.SAFETENSORS_DTYPE, () -> file.tensor("odd"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}x",
                "nul",
                "{\"a\":1}",
                "{\"a\":{}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4],\"x\":1}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,5]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[1,4]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[4,0]}}",
                "{\"a\":{\"dtype\":\"U16\",\"shape\":[4],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[-4],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4.0],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[\"4\"],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,99999999999999999999]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[2305843009213693952],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},"
                        + "\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},"
                        + "\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}",
                "{\"__metadata__\":{\"a\":1}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[[[[[[[[[[4]]]]]]]]]],\"data_offsets\":[0,4]}}"
            })
    void refusesHeadersThatLie(String header) throws IOException {
        Path path = file(header, 4);
        assertThat(Faults.of(Code.SAFETENSORS_FORMAT, () -> Safetensors.open(path)).message())
                .startsWith(path.toString());
    }

    @Test
    void refusesLengthsThatLie() throws IOException {
        for (long length : new long[] {-1, Long.MIN_VALUE, 100_000_001, 1000, 0, 1, 5}) {
            byte[] bytes = bytes("{}", 0);
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
            Faults.of(Code.SAFETENSORS_FORMAT, () -> Safetensors.open(file(bytes)));
        }
        assertThat(Safetensors.open(file("{}", 0)).entries()).isEmpty();
    }

    private Path sample() {
        Path path = folder.resolve("sample.safetensors");
        try (Tensor w = Tensor.arange(DType.FP32, 2, 3);
                Tensor b = Tensor.arange(DType.BF16, 3);
                Tensor q = Tensor.arange(DType.FP8E4NV, 5);
                Tensor turned = w.permute(1, 0)) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            tensors.put("q", q);
            tensors.put("layer.b", b);
            tensors.put("w", w);
            tensors.put("turned", turned);
            Safetensors.write(path, tensors, Map.of("made by", "a test", "a", "b"));
        }
        return path;
    }

    @Test
    void writesWhatItReads() throws IOException {
        Path path = sample();
        Safetensors file = Safetensors.open(path);
        assertThat(file.entries().keySet()).containsExactly("turned", "w", "layer.b", "q");
        assertThat(file.metadata().keySet()).containsExactly("a", "made by");
        try (Tensor turned = file.tensor("turned");
                Tensor b = file.tensor("layer.b");
                Tensor q = file.tensor("q")) {
            assertThat(turned.toIntArray()).containsExactly(0, 3, 1, 4, 2, 5);
            assertThat(b.toIntArray()).containsExactly(0, 1, 2);
            assertThat(q.toIntArray()).containsExactly(0, 1, 2, 3, 4);
        }
        byte[] first = Files.readAllBytes(path);
        assertThat(ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong() % 64)
                .as("data begins at a multiple of 64")
                .isEqualTo(56);
        assertThat(Files.readAllBytes(sample())).isEqualTo(first);
    }

    @Test
    void refusesAFileCutAnywhere() throws IOException {
        byte[] whole = Files.readAllBytes(sample());
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            Faults.of(Code.SAFETENSORS_FORMAT, () -> Safetensors.open(file(part)));
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        Faults.of(Code.SAFETENSORS_FORMAT, () -> Safetensors.open(file(longer)));
    }

    @Test
    void aDamagedFileIsReadOrRefusedButNeverMore() throws IOException {
        byte[] whole = Files.readAllBytes(sample());
        Random random = new Random(11);
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(8 + 300)] = (byte) random.nextInt(256);
            Path path = file(damaged);
            Throwable thrown =
                    catchThrowable(() -> {
                        Safetensors file = Safetensors.open(path);
                        for (String name : file.entries().keySet()) {
                            file.tensor(name).close();
                        }
                    });
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(TritonException.class);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(400);
    }

    @Test
    void largeTensorsAreMappedAndWritingToThemStaysInMemory() throws IOException {
        Path path = folder.resolve("large.safetensors");
        int n = 1 << 20;
        try (Tensor w = Tensor.arange(DType.FP32, n);
                Tensor tail = Tensor.arange(DType.U8, 100)) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            tensors.put("w", w);
            tensors.put("tail", tail);
            Safetensors.write(path, tensors, Map.of());
        }
        Safetensors file = Safetensors.open(path);
        try (Tensor w = file.tensor("w")) {
            assertThat(w.storage().isMapped()).isTrue();
            assertThat(w.storage().byteSize()).isEqualTo(4L * n);
            w.set(-5, 17);
            assertThat(w.get(17)).isEqualTo(-5);
            assertThat(w.get(n - 1)).isEqualTo(n - 1);
            try (Tensor again = file.tensor("w")) {
                assertThat(again.get(17)).isEqualTo(17);
            }
        }
        Safetensors unchanged = Safetensors.open(path);
        try (Tensor w = unchanged.tensor("w")) {
            assertThat(w.get(17)).isEqualTo(17);
        }
    }

    @Test
    void aFileThatIsGoneIsTold() throws IOException {
        Path path = sample();
        Safetensors file = Safetensors.open(path);
        Files.delete(path);
        Faults.of(Code.FILE_UNREADABLE, () -> file.tensor("w"));
        Faults.of(Code.FILE_UNREADABLE, () -> Safetensors.open(path));
        Faults.of(Code.FILE_UNREADABLE, () -> Safetensors.open(folder));
    }

    @Test
    void someDtypesTheFormatDoesNotHave() {
        try (Tensor x = Tensor.zeros(DType.FP8E4B15, 4)) {
            Path path = folder.resolve("no.safetensors");
            Faults.of(
                    Code.SAFETENSORS_DTYPE,
                    () -> Safetensors.write(path, Map.of("x", x), Map.of()));
            assertThat(path).doesNotExist();
        }
    }
}
