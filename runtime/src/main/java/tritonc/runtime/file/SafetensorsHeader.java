package tritonc.runtime.file;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.type.DType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The JSON at the head of a safetensors file, and the checks that its format prescribes: tensors
/// lie one behind the other without gap or overlap and fill the file, and each has the size that
/// its shape gives.
final class SafetensorsHeader {
    /// The limit that the format sets.
    private static final long MOST_HEADER = 100_000_000;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(8).build())
                    .build();

    private final Path path;
    private final SequencedMap<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    private final SequencedMap<String, String> metadata = new LinkedHashMap<>();

    private SafetensorsHeader(Path path) {
        this.path = path;
    }

    SequencedMap<String, Safetensors.Entry> entries() {
        return entries;
    }

    SequencedMap<String, String> metadata() {
        return metadata;
    }

    /// The bytes of the header.
    static byte[] read(Path path, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < Long.BYTES) {
            throw malformed(path, "is too short (" + size + " bytes)");
        }
        long length = fill(channel, 0, new byte[Long.BYTES]).getLong(0);
        if (length < 2 || length > MOST_HEADER) {
            throw malformed(path, "claims a header of " + Long.toUnsignedString(length) + " bytes");
        }
        if (length > size - Long.BYTES) {
            throw malformed(path, "is shorter than its header, which claims " + length + " bytes");
        }
        return fill(channel, Long.BYTES, new byte[(int) length]).array();
    }

    private static ByteBuffer fill(FileChannel channel, long at, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
        }
        return buffer;
    }

    static SafetensorsHeader parse(Path path, byte[] json) throws IOException {
        SafetensorsHeader header = new SafetensorsHeader(path);
        if (json[0] != '{') {
            throw malformed(path, "has a header that is no JSON object");
        }
        try (JsonParser parser = JSON.createParser(json)) {
            header.object(parser);
            if (parser.nextToken() != null) {
                throw malformed(path, "has something behind its header's JSON object");
            }
        } catch (JsonParseException _) {
            throw malformed(path, "has a header that is no valid JSON");
        } catch (JacksonException e) {
            throw malformed(path, "has a header beyond reason: " + e.getOriginalMessage());
        }
        return header;
    }

    private void object(JsonParser parser) throws IOException {
        expect(parser, parser.nextToken(), JsonToken.START_OBJECT);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (name.equals("__metadata__")) {
                metadata(parser);
            } else {
                entries.put(name, entry(parser, name));
            }
        }
    }

    private void metadata(JsonParser parser) throws IOException {
        expect(parser, parser.nextToken(), JsonToken.START_OBJECT);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            expect(parser, parser.nextToken(), JsonToken.VALUE_STRING);
            metadata.put(key, parser.getText());
        }
    }

    private Safetensors.Entry entry(JsonParser parser, String name) throws IOException {
        expect(parser, parser.nextToken(), JsonToken.START_OBJECT);
        String type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            switch (parser.currentName()) {
                case "dtype" -> {
                    expect(parser, parser.nextToken(), JsonToken.VALUE_STRING);
                    type = parser.getText();
                }
                case "shape" -> shape = numbers(parser);
                case "data_offsets" -> offsets = numbers(parser);
                default ->
                        throw malformed(
                                path,
                                "gives tensor `"
                                        + name
                                        + "` the unknown property "
                                        + parser.currentName());
            }
        }
        if (type == null || shape == null || offsets == null || offsets.size() != 2) {
            throw malformed(path, "lacks dtype, shape or data_offsets of tensor `" + name + "`");
        }
        return new Safetensors.Entry(type, shape, offsets.get(0), offsets.get(1));
    }

    private List<Long> numbers(JsonParser parser) throws IOException {
        expect(parser, parser.nextToken(), JsonToken.START_ARRAY);
        List<Long> numbers = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser, parser.currentToken(), JsonToken.VALUE_NUMBER_INT);
            if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    || parser.getLongValue() < 0) {
                throw malformed(path, "has a number out of range in its header");
            }
            numbers.add(parser.getLongValue());
        }
        return numbers;
    }

    private void expect(JsonParser parser, @Nullable JsonToken seen, JsonToken wanted) {
        if (seen != wanted) {
            throw malformed(
                    path,
                    "has a header that is not as the format says (at byte "
                            + parser.currentLocation().getByteOffset()
                            + ")");
        }
    }

    /// Checks all entries against the length of the data.
    void check(long length) {
        List<String> names = new ArrayList<>(entries.keySet());
        names.sort(
                Comparator.comparingLong((String n) -> entry(n).begin())
                        .thenComparingLong(n -> entry(n).end()));
        long expected = 0;
        for (String name : names) {
            Safetensors.Entry entry = entry(name);
            if (entry.begin() != expected || entry.end() < entry.begin()) {
                String why = entry.begin() < expected ? "overlaps another" : "leaves a gap";
                throw malformed(path, "has a tensor `" + name + "` that " + why);
            }
            checkSize(name, entry);
            expected = entry.end();
        }
        if (expected != length) {
            throw malformed(
                    path, "has " + length + " bytes of data where its header says " + expected);
        }
    }

    private Safetensors.Entry entry(String name) {
        Safetensors.Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalStateException("no entry " + name);
        }
        return entry;
    }

    private void checkSize(String name, Safetensors.Entry entry) {
        DType dtype = dtype(entry.type());
        long there = entry.end() - entry.begin();
        if (dtype == null) {
            return;
        }
        boolean empty = entry.shape().contains(0L);
        long size = empty ? 0 : dtype.bytes();
        for (long extent : entry.shape()) {
            if (!empty && (Math.multiplyHigh(size, extent) != 0 || size * extent < 0)) {
                throw malformed(path, "claims a shape beyond any memory for `" + name + "`");
            }
            size *= empty ? 1 : extent;
        }
        if (size != there) {
            throw malformed(
                    path,
                    "gives tensor `%s` %d bytes where %s of shape %s takes %d"
                            .formatted(name, there, entry.type(), entry.shape(), size));
        }
    }

    static @Nullable DType dtype(String type) {
        return switch (type) {
            case "BOOL" -> DType.I1;
            case "I8" -> DType.I8;
            case "U8" -> DType.U8;
            case "I16" -> DType.I16;
            case "U16" -> DType.U16;
            case "I32" -> DType.I32;
            case "U32" -> DType.U32;
            case "I64" -> DType.I64;
            case "U64" -> DType.U64;
            case "F16" -> DType.FP16;
            case "BF16" -> DType.BF16;
            case "F32" -> DType.FP32;
            case "F64" -> DType.FP64;
            case "F8_E4M3" -> DType.FP8E4NV;
            case "F8_E5M2" -> DType.FP8E5;
            default -> null;
        };
    }

    private static TritonException malformed(Path path, String why) {
        return FileFault.of(Code.SAFETENSORS_FORMAT, path, why);
    }
}
