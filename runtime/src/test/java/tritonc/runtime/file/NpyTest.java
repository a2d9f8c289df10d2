package tritonc.runtime.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.type.DType;
import tritonc.runtime.Faults;
import tritonc.runtime.Tensor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;

/// The resources are described in `npy/README.md`.
final class NpyTest {
    @TempDir private Path folder;

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = NpyTest.class.getResourceAsStream("/npy/" + name + ".npy")) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        }
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("x.npy"), bytes);
    }

    private Tensor resource(String name) throws IOException {
        return Npy.read(file(bytes(name)));
    }

    @ParameterizedTest
    @CsvSource({
        "i1, I8",
        "i2, I16",
        "i4, I32",
        "i8, I64",
        "f2, FP16",
        "f4, FP32",
        "f8, FP64",
        "be_i2, I16",
        "be_f4, FP32",
        "be_f8, FP64"
    })
    void readsWhatNumpyWrote(String name, DType dtype) throws IOException {
        try (Tensor tensor = resource(name)) {
            assertThat(tensor).hasToString(dtype + "[2,3]");
            assertThat(tensor.toDoubleArray()).containsExactly(-2, -1, 0, 1, 2, 3);
        }
    }

    @ParameterizedTest
    @CsvSource({"u1, U8", "u2, U16", "u4, U32", "u8, U64"})
    void readsUnsignedNumbers(String name, DType dtype) throws IOException {
        try (Tensor tensor = resource(name)) {
            assertThat(tensor).hasToString(dtype + "[2,3]");
            assertThat(tensor.toDoubleArray()).containsExactly(0, 1, 2, 3, 4, 5);
        }
    }

    @Test
    void readsOtherShapesAndVersions() throws IOException {
        try (Tensor truth = resource("b");
                Tensor scalar = resource("scalar");
                Tensor empty = resource("empty");
                Tensor second = resource("version2");
                Tensor third = resource("version3")) {
            assertThat(truth).hasToString("i1[2,3]");
            assertThat(truth.toIntArray()).containsExactly(1, 1, 0, 1, 1, 1);
            assertThat(scalar).hasToString("fp32[]");
            assertThat(scalar.get()).isEqualTo(2.5);
            assertThat(empty).hasToString("fp64[3,0,2]");
            assertThat(empty.count()).isZero();
            assertThat(second.toIntArray()).containsExactly(0, 1, 2);
            assertThat(third.toIntArray()).containsExactly(0, 1, 2);
        }
    }

    @Test
    void columnMajorFilesBecomeRowMajorTensors() throws IOException {
        try (Tensor tensor = resource("fortran")) {
            assertThat(tensor).hasToString("i32[2,3,4]");
            assertThat(tensor.isContiguous()).isTrue();
            int[] expected = new int[24];
            java.util.Arrays.setAll(expected, i -> i);
            assertThat(tensor.toIntArray()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"b", "i1", "i4", "u8", "f2", "f8", "scalar", "empty", "one_axis", "fortran"})
    void writesTheBytesThatNumpyWrites(String name) throws IOException {
        Path copy = folder.resolve("copy.npy");
        try (Tensor tensor = resource(name)) {
            Npy.write(copy, tensor);
        }
        byte[] expected = bytes(name);
        if (name.equals("fortran")) {
            try (Tensor tensor = Npy.read(copy)) {
                assertThat(tensor.toIntArray()).startsWith(0, 1, 2).hasSize(24);
            }
        } else {
            assertThat(Files.readAllBytes(copy)).isEqualTo(expected);
        }
    }

    @Test
    void writesViewsAndRawBits() throws IOException {
        Path path = folder.resolve("view.npy");
        try (Tensor x = Tensor.arange(DType.BF16, 3, 4);
                Tensor turned = x.permute(1, 0)) {
            Npy.write(path, turned);
            try (Tensor bits = Npy.read(path);
                    Tensor values = bits.bitcast(DType.BF16)) {
                assertThat(bits).hasToString("u16[4,3]");
                assertThat(values.toIntArray())
                        .containsExactly(0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"objects", "struct", "text", "complex", "date"})
    void refusesOtherTypes(String name) {
        Diagnostic fault = Faults.of(Code.NPY_DTYPE, () -> resource(name));
        assertThat(fault.help()).isPresent();
        if (name.equals("objects")) {
            assertThat(fault.message()).contains("pickled");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"i4", "f8", "version2", "scalar"})
    void refusesAFileCutAnywhere(String name) throws IOException {
        byte[] whole = bytes(name);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = java.util.Arrays.copyOf(whole, length);
            Faults.of(Code.NPY_FORMAT, () -> Npy.read(file(part)));
        }
        byte[] longer = java.util.Arrays.copyOf(whole, whole.length + 1);
        Faults.of(Code.NPY_FORMAT, () -> Npy.read(file(longer)));
    }

    @Test
    void aDamagedFileIsReadOrRefusedButNeverMore() throws IOException {
        byte[] whole = bytes("i4");
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] damaged = whole.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                damaged[random.nextInt(128)] = (byte) random.nextInt(256);
            }
            Path path = file(damaged);
            Throwable thrown = catchThrowable(() -> Npy.read(path).close());
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(TritonException.class);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(300);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1099511627776, 1099511627776)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (100000000000,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': [1]}",
                "{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}",
                "{'descr': '<f4', 'shape': (1,)}",
                "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 1}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} + 1",
                "{'descr': __import__('os'), 'fortran_order': False, 'shape': (1,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,,)}",
                "{'descr': '<f4' 'fortran_order': False, 'shape': (1,)}",
                "{'descr': '<f\\x34', 'fortran_order': False, 'shape': (1,)}",
                "[]",
                "",
                "{"
            })
    void refusesHeadersThatLieOrCompute(String header) throws IOException {
        Path path = file(withHeader(header));
        Diagnostic fault = Faults.of(Code.NPY_FORMAT, () -> Npy.read(path));
        assertThat(fault.message()).startsWith(path.toString());
    }

    private static byte[] withHeader(String header) {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[10 + text.length + 4];
        byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
        System.arraycopy(magic, 0, all, 0, 8);
        all[8] = (byte) text.length;
        all[9] = (byte) (text.length >> 8);
        System.arraycopy(text, 0, all, 10, text.length);
        return all;
    }

    @Test
    void readsOldAndUnusualHeaders() throws IOException {
        for (String header :
                new String[] {
                    "{'descr': '<f4', 'fortran_order': False, 'shape': (1L,), }\n",
                    "{\"shape\":(1,),\"fortran_order\":True,\"descr\":\"<f4\"}",
                    "  { 'descr' : '<f4' , 'fortran_order' : False , 'shape' : ( ) }  "
                }) {
            try (Tensor tensor = Npy.read(file(withHeader(header)))) {
                assertThat(tensor.count()).isEqualTo(1);
            }
        }
    }

    @Test
    void refusesAHugeHeader() throws IOException {
        byte[] head = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, -1, -1, -1, 127};
        Path path = file(head);
        assertThat(Faults.of(Code.NPY_FORMAT, () -> Npy.read(path)).message())
                .contains("claims a header of 2147483647 bytes");
        byte[] odd = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 4, 0, 0, 0, 0, 0};
        assertThat(Faults.of(Code.NPY_FORMAT, () -> Npy.read(file(odd))).message())
                .contains("version 4.0");
    }

    @Test
    void refusesWhatIsNoFile() {
        Faults.of(Code.FILE_UNREADABLE, () -> Npy.read(folder));
        Faults.of(Code.FILE_UNREADABLE, () -> Npy.read(folder.resolve("none.npy")));
        Faults.of(Code.FILE_UNREADABLE, () -> Npy.read(Path.of("/dev/null")));
    }

    @Test
    void refusesToWriteWhereNothingCanBe() throws IOException {
        Tensor closed;
        try (Tensor x = Tensor.arange(DType.I32, 4)) {
            Path missing = folder.resolve("no/folder/x.npy");
            assertThat(Faults.of(Code.FILE_UNWRITABLE, () -> Npy.write(missing, x)).message())
                    .isEqualTo(missing + ": no such file or folder");
            Faults.of(Code.FILE_UNWRITABLE, () -> Npy.write(folder, x));
            closed = x;
        }
        Path path = Files.writeString(folder.resolve("old.npy"), "old");
        Faults.of(Code.TENSOR_CLOSED, () -> Npy.write(path, closed));
        assertThat(path).hasContent("old");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).as("no temporary file stays").hasSize(1);
        }
    }

    @Test
    void replacesFilesBehindLinksAndWritesDevices() throws IOException {
        Path real = Files.writeString(folder.resolve("real.npy"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.npy"), real);
        try (Tensor x = Tensor.arange(DType.I32, 4)) {
            Npy.write(link, x);
            Npy.write(Path.of("/dev/null"), x);
        }
        assertThat(link).isSymbolicLink();
        try (Tensor read = Npy.read(real)) {
            assertThat(read.toIntArray()).containsExactly(0, 1, 2, 3);
        }
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }
}
