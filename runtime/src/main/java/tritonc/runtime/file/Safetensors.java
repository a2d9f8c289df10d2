package tritonc.runtime.file;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.type.DType;
import tritonc.runtime.Tensor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A file of named tensors in Hugging Face's safetensors format: the length of a JSON header, the
/// header, then the tensors without gaps. The header is read and checked when the file is opened,
/// the tensors when asked for: large ones are mapped, so that only what a kernel touches is read
/// and writing to them changes memory alone; others are copied. Thread-safe.
///
/// A mapped file must not be made shorter while its tensors are in use.
public final class Safetensors {
    private final Path path;
    private final long dataStart;
    private final SequencedMap<String, Entry> entries;
    private final SequencedMap<String, String> metadata;

    private Safetensors(Path path, long dataStart, SafetensorsHeader header) {
        this.path = path;
        this.dataStart = dataStart;
        this.entries = Collections.unmodifiableSequencedMap(header.entries());
        this.metadata = Collections.unmodifiableSequencedMap(header.metadata());
    }

    /// A tensor as the header describes it.
    ///
    /// @param type the name of its dtype in the file, `F32`
    /// @param begin its first byte, counted from the end of the header
    /// @param end the byte after its last
    public record Entry(String type, List<Long> shape, long begin, long end) {
        public Entry {
            shape = List.copyOf(shape);
        }

        /// The dtype, or null if it is none of ours.
        public @Nullable DType dtype() {
            return SafetensorsHeader.dtype(type);
        }
    }

    /// Reads the header of a file.
    ///
    /// @throws TritonException with [Code#FILE_UNREADABLE] or [Code#SAFETENSORS_FORMAT]
    public static Safetensors open(Path path) {
        FileFault.checkPlain(path);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            byte[] json = SafetensorsHeader.read(path, channel);
            long start = Long.BYTES + (long) json.length;
            SafetensorsHeader header = SafetensorsHeader.parse(path, json);
            header.check(channel.size() - start);
            return new Safetensors(path, start, header);
        } catch (IOException e) {
            throw FileFault.unreadable(path, e);
        }
    }

    /// The tensors by name, in the order of the header.
    public SequencedMap<String, Entry> entries() {
        return entries;
    }

    /// The `__metadata__` of the file, in its order.
    public SequencedMap<String, String> metadata() {
        return metadata;
    }

    /// One of the tensors; each call gives a new one with memory of its own.
    ///
    /// @throws TritonException with [Code#SAFETENSORS_NAME] if there is none of this name, with
    ///   [Code#SAFETENSORS_DTYPE] if its dtype is none of ours, with [Code#FILE_UNREADABLE] if the
    ///   file cannot be read any more
    public Tensor tensor(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw FileFault.of(
                    Code.SAFETENSORS_NAME,
                    path,
                    "has no tensor `" + name + "`",
                    entries.isEmpty() ? "the file is empty" : "it has " + someNames());
        }
        DType dtype = entry.dtype();
        if (dtype == null) {
            throw FileFault.of(
                    Code.SAFETENSORS_DTYPE, path, "tensor `" + name + "` is of " + entry.type());
        }
        long[] shape = new long[entry.shape().size()];
        Arrays.setAll(shape, i -> entry.shape().get(i));
        try {
            return SafetensorsData.load(path, dtype, shape, dataStart + entry.begin());
        } catch (IOException e) {
            throw FileFault.unreadable(path, e);
        }
    }

    private String someNames() {
        StringBuilder text = new StringBuilder();
        int shown = 0;
        for (String name : entries.keySet()) {
            if (shown++ == 8) {
                return text.append(", …").toString();
            }
            text.append(text.isEmpty() ? "" : ", ").append(name);
        }
        return text.toString();
    }

    /// Writes named tensors. Equal names and tensors give equal bytes whatever their order: wide
    /// dtypes come first, then names in order; the data begins at a multiple of 64 bytes.
    ///
    /// @throws TritonException with [Code#FILE_UNWRITABLE] (there is then no file, or the old one),
    ///   or with [Code#SAFETENSORS_DTYPE] for a dtype that the format does not have
    public static void write(Path path, Map<String, Tensor> tensors, Map<String, String> metadata) {
        SafetensorsWriter.write(path, tensors, metadata);
    }
}
