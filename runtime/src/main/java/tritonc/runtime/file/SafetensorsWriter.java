package tritonc.runtime.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.type.DType;
import tritonc.runtime.Tensor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes safetensors files.
final class SafetensorsWriter {
    private static final int ALIGNMENT = 64;

    private SafetensorsWriter() {}

    private record Named(String name, Tensor tensor) {}

    static void write(Path path, Map<String, Tensor> tensors, Map<String, String> metadata) {
        List<Named> all = new ArrayList<>();
        tensors.forEach((name, tensor) -> all.add(new Named(name, tensor)));
        all.sort(
                Comparator.comparingInt((Named n) -> -n.tensor().dtype().bytes())
                        .thenComparing(Named::name));
        byte[] header = header(path, all, new TreeMap<>(metadata));
        AtomicFile.write(
                path,
                channel -> {
                    ByteBuffer length = ByteBuffer.allocate(Long.BYTES);
                    length.order(ByteOrder.LITTLE_ENDIAN).putLong(0, header.length);
                    AtomicFile.writeAll(channel, length);
                    AtomicFile.writeAll(channel, ByteBuffer.wrap(header));
                    for (Named named : all) {
                        data(channel, named.tensor());
                    }
                });
    }

    private static void data(FileChannel channel, Tensor tensor) throws IOException {
        tensor.acquire();
        try {
            if (tensor.isContiguous() && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
                long size = tensor.count() * tensor.dtype().bytes();
                Bulk.write(channel, tensor.storage().asSlice(tensor.byteOffset(), size));
                return;
            }
            try (Tensor copy = tensor.to(tensor.dtype())) {
                if (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN) {
                    Bulk.swap(copy.storage(), tensor.dtype().bytes());
                }
                Bulk.write(channel, copy.storage());
            }
        } finally {
            tensor.release();
        }
    }

    private static byte[] header(Path path, List<Named> all, Map<String, String> metadata) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart("__metadata__");
                for (Map.Entry<String, String> entry : metadata.entrySet()) {
                    json.writeStringField(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            long offset = 0;
            for (Named named : all) {
                offset = entry(path, json, named, offset);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        while ((Long.BYTES + bytes.size()) % ALIGNMENT != 0) {
            bytes.write(' ');
        }
        return bytes.toByteArray();
    }

    private static long entry(Path path, JsonGenerator json, Named named, long offset)
            throws IOException {
        Tensor tensor = named.tensor();
        long end = offset + tensor.count() * tensor.dtype().bytes();
        json.writeObjectFieldStart(named.name());
        json.writeStringField("dtype", type(path, tensor.dtype()));
        json.writeArrayFieldStart("shape");
        for (long extent : tensor.shape()) {
            json.writeNumber(extent);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("data_offsets");
        json.writeNumber(offset);
        json.writeNumber(end);
        json.writeEndArray();
        json.writeEndObject();
        return end;
    }

    private static String type(Path path, DType dtype) {
        return switch (dtype) {
            case I1 -> "BOOL";
            case I8 -> "I8";
            case U8 -> "U8";
            case I16 -> "I16";
            case U16 -> "U16";
            case I32 -> "I32";
            case U32 -> "U32";
            case I64 -> "I64";
            case U64 -> "U64";
            case FP16 -> "F16";
            case BF16 -> "BF16";
            case FP32 -> "F32";
            case FP64 -> "F64";
            case FP8E4NV -> "F8_E4M3";
            case FP8E5 -> "F8_E5M2";
            case FP8E4B8, FP8E4B15, FP8E5B16 ->
                    throw FileFault.of(
                            Code.SAFETENSORS_DTYPE,
                            path,
                            "the format has no dtype for " + dtype,
                            "write the bits, as by `tensor.bitcast(DType.U8)`");
        };
    }
}
