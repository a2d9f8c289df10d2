package tritonc.runtime.file;

import org.jspecify.annotations.Nullable;

import tritonc.ir.type.DType;
import tritonc.runtime.Tensor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The bytes of one tensor, mapped or copied.
final class SafetensorsData {
    /// Tensors below this many bytes are copied: the mapping would cost more.
    private static final long LEAST_MAPPED = 1 << 20;

    /// What storages have behind their end.
    private static final long PADDING = 64;

    /// The smallest page of any machine: what a mapping leaves of its last page can be read.
    private static final long PAGE = 4096;

    private SafetensorsData() {}

    static Tensor load(Path path, DType dtype, long[] shape, long position) throws IOException {
        long count = 1;
        for (long extent : shape) {
            count *= extent;
        }
        long size = count * dtype.bytes();
        boolean plain =
                position % dtype.bytes() == 0
                        && dtype != DType.I1
                        && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        if (plain && size >= LEAST_MAPPED) {
            Tensor mapped = map(path, dtype, shape, position, size);
            if (mapped != null) {
                return mapped;
            }
        }
        return copy(path, dtype, shape, position);
    }

    private static Tensor copy(Path path, DType dtype, long[] shape, long position)
            throws IOException {
        Tensor tensor = Tensor.empty(dtype, shape);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            Bulk.read(channel, position, tensor.storage());
        } catch (IOException e) {
            tensor.close();
            throw e;
        }
        if (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN) {
            Bulk.swap(tensor.storage(), dtype.bytes());
        }
        Bulk.normalise(dtype, tensor.storage());
        return tensor;
    }

    /// Maps the tensor so that writes stay in memory, or gives null where that is not possible. The
    /// mapping must go on behind the tensor for as long as the padding of a storage.
    private static @Nullable Tensor map(
            Path path, DType dtype, long[] shape, long position, long size) throws IOException {
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = position + size;
            boolean more = channel.size() >= end + PADDING;
            if (!more && (-end & PAGE - 1) < PADDING) {
                return null;
            }
            long length = more ? size + PADDING : size;
            Arena arena = Arena.ofShared();
            try {
                MemorySegment bytes = channel.map(MapMode.PRIVATE, position, length, arena);
                return Tensor.over(bytes.asSlice(0, size), arena::close, dtype, shape);
            } catch (IOException | RuntimeException e) {
                arena.close();
                throw e;
            }
        } catch (FileSystemException e) {
            // such a mapping takes the right to write, though it never does
            return null;
        }
    }
}
