package tritonc.runtime.file;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.type.DType;
import tritonc.runtime.Tensor;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// NumPy's `.npy` files, versions 1 to 3 (described in its manual, `numpy.lib.format`): whole files
/// with one array of truth values, integers or floats of 16 to 64 bits.
public final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /// Far above what a plain array needs.
    private static final int MOST_HEADER = 1 << 16;

    private static final int ALIGNMENT = 64;

    /// Width that NumPy leaves for the first extent, so that a file can grow in place.
    private static final int GROWTH = 21;

    private Npy() {}

    /// The array of a file, in row-major order whatever the file's order is.
    ///
    /// @throws TritonException with [Code#FILE_UNREADABLE], [Code#NPY_FORMAT] or [Code#NPY_DTYPE]
    public static Tensor read(Path path) {
        FileFault.checkPlain(path);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return read(path, channel);
        } catch (IOException e) {
            throw FileFault.unreadable(path, e);
        }
    }

    private static Tensor read(Path path, FileChannel channel) throws IOException {
        ByteBuffer head = read(path, channel, 0, 10);
        for (int i = 0; i < MAGIC.length; i++) {
            if (head.get(i) != MAGIC[i]) {
                throw malformed(path, "is no .npy file (its first bytes are others)");
            }
        }
        int version = head.get(6);
        if (version < 1 || version > 3 || head.get(7) != 0) {
            throw malformed(path, "has the unknown version " + version + "." + head.get(7));
        }
        int start = version == 1 ? 10 : 12;
        long length =
                version == 1
                        ? head.getShort(8) & 0xFFFF
                        : read(path, channel, 8, 4).getInt(0) & 0xFFFF_FFFFL;
        if (length > MOST_HEADER) {
            throw malformed(path, "claims a header of " + length + " bytes");
        }
        byte[] header = read(path, channel, start, (int) length).array();
        return array(path, channel, start + length, header(path, header));
    }

    private static NpyHeader.Content header(Path path, byte[] header) {
        try {
            return NpyHeader.parse(new String(header, StandardCharsets.ISO_8859_1));
        } catch (NpyHeader.Malformed e) {
            throw malformed(path, String.valueOf(e.getMessage()));
        }
    }

    private static ByteBuffer read(Path path, FileChannel channel, long at, int size)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw malformed(path, "ends after " + channel.size() + " bytes, within its header");
            }
        }
        return bytes;
    }

    private static Tensor array(
            Path path, FileChannel channel, long start, NpyHeader.Content header)
            throws IOException {
        DType dtype = dtype(path, header.descr());
        long bytes = bytes(path, dtype, header.shape());
        long there = channel.size() - start;
        if (there != bytes) {
            String dimensions = java.util.Arrays.toString(header.shape());
            throw malformed(
                    path,
                    "holds %d bytes of data where %s of shape %s takes %d"
                            .formatted(there, header.descr(), dimensions, bytes));
        }
        Tensor tensor = Tensor.empty(dtype, header.shape());
        try {
            MemorySegment memory = tensor.storage();
            Bulk.read(channel, start, memory);
            boolean big = String.valueOf(header.descr()).charAt(0) == '>';
            if (big == (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN)) {
                Bulk.swap(memory, dtype.bytes());
            }
            Bulk.normalise(dtype, memory);
        } catch (IOException e) {
            tensor.close();
            throw e;
        }
        return header.fortranOrder() ? transposed(tensor) : tensor;
    }

    /// The row-major form of a tensor whose memory is in column-major order.
    private static Tensor transposed(Tensor tensor) {
        long[] shape = tensor.shape();
        long[] strides = new long[shape.length];
        long step = 1;
        for (int i = 0; i < shape.length; i++) {
            strides[i] = step;
            step *= Math.max(shape[i], 1);
        }
        try (tensor;
                Tensor view = tensor.strided(shape, strides, 0)) {
            return view.to(tensor.dtype());
        }
    }

    private static long bytes(Path path, DType dtype, long[] shape) {
        long bytes = dtype.bytes();
        boolean empty = false;
        for (long extent : shape) {
            empty |= extent == 0;
        }
        for (long extent : shape) {
            if (!empty && Math.multiplyHigh(bytes, extent) != 0 || bytes < 0) {
                throw malformed(path, "claims a shape beyond any memory");
            }
            bytes = empty ? 0 : bytes * extent;
        }
        if (bytes < 0) {
            throw malformed(path, "claims a shape beyond any memory");
        }
        return bytes;
    }

    private static DType dtype(Path path, @Nullable String descr) {
        if (descr == null) {
            throw unsupported(path, "its elements are structures");
        }
        DType found =
                switch (descr) {
                    case "|b1" -> DType.I1;
                    case "|i1" -> DType.I8;
                    case "|u1" -> DType.U8;
                    case "<i2", ">i2" -> DType.I16;
                    case "<i4", ">i4" -> DType.I32;
                    case "<i8", ">i8" -> DType.I64;
                    case "<u2", ">u2" -> DType.U16;
                    case "<u4", ">u4" -> DType.U32;
                    case "<u8", ">u8" -> DType.U64;
                    case "<f2", ">f2" -> DType.FP16;
                    case "<f4", ">f4" -> DType.FP32;
                    case "<f8", ">f8" -> DType.FP64;
                    default -> null;
                };
        if (found == null) {
            throw unsupported(
                    path,
                    descr.equals("|O")
                            ? "it holds pickled Python objects, which are never loaded"
                            : "its elements are `" + descr + "`");
        }
        return found;
    }

    /// Writes a tensor as NumPy would write the array, row-major. bf16 and the 8-bit floats, which
    /// NumPy does not have, are written as their bits, `uint16` and `uint8`.
    ///
    /// @throws TritonException with [Code#FILE_UNWRITABLE]; there is then no file, or the old one
    public static void write(Path path, Tensor tensor) {
        byte[] header = header(tensor.dtype(), tensor.shape());
        boolean direct =
                tensor.isContiguous() && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        if (!direct) {
            try (Tensor copy = tensor.to(tensor.dtype())) {
                if (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN) {
                    Bulk.swap(copy.storage(), tensor.dtype().bytes());
                }
                write(path, header, copy);
            }
        } else {
            write(path, header, tensor);
        }
    }

    private static void write(Path path, byte[] header, Tensor tensor) {
        tensor.acquire();
        try {
            long size = tensor.count() * tensor.dtype().bytes();
            MemorySegment data = tensor.storage().asSlice(tensor.byteOffset(), size);
            AtomicFile.write(
                    path,
                    channel -> {
                        AtomicFile.writeAll(channel, ByteBuffer.wrap(header));
                        Bulk.write(channel, data);
                    });
        } finally {
            tensor.release();
        }
    }

    private static byte[] header(DType dtype, long[] shape) {
        StringBuilder text = new StringBuilder(128);
        text.append("{'descr': '").append(descr(dtype));
        text.append("', 'fortran_order': False, 'shape': (");
        for (int i = 0; i < shape.length; i++) {
            text.append(i == 0 ? "" : ", ").append(shape[i]);
        }
        text.append(shape.length == 1 ? ",), }" : "), }");
        if (shape.length > 0) {
            text.repeat(' ', GROWTH - Long.toString(shape[0]).length());
        }
        int used = MAGIC.length + 4 + text.length() + 1;
        text.repeat(' ', (ALIGNMENT - used % ALIGNMENT) % ALIGNMENT).append('\n');
        ByteBuffer header =
                ByteBuffer.allocate(MAGIC.length + 4 + text.length())
                        .order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) text.length());
        return header.put(text.toString().getBytes(StandardCharsets.ISO_8859_1)).array();
    }

    private static String descr(DType dtype) {
        return switch (dtype) {
            case I1 -> "|b1";
            case I8 -> "|i1";
            case U8, FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 -> "|u1";
            case I16 -> "<i2";
            case I32 -> "<i4";
            case I64 -> "<i8";
            case U16, BF16 -> "<u2";
            case U32 -> "<u4";
            case U64 -> "<u8";
            case FP16 -> "<f2";
            case FP32 -> "<f4";
            case FP64 -> "<f8";
        };
    }

    private static TritonException malformed(Path path, String why) {
        return FileFault.of(Code.NPY_FORMAT, path, why);
    }

    private static TritonException unsupported(Path path, String why) {
        return FileFault.of(
                Code.NPY_DTYPE,
                path,
                why,
                "save a plain array, as by `np.save(path, array.astype(np.float32))`");
    }
}
