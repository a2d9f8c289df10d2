package tritonc.runtime.file;

import tritonc.ir.artifact.Artifact;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.TritonException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Artifacts as `.tkn` files: zips with `manifest.json` first, then the payloads in their order,
/// not compressed. Equal artifacts give equal bytes.
public final class ArtifactFile {
    /// The ending of such files.
    public static final String SUFFIX = ".tkn";

    /// The most bytes of a file, and of what it unpacks to.
    static final int MOST_BYTES = 1 << 28;

    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    private ArtifactFile() {}

    /// Whether a file begins as a zip does; false if it cannot be read.
    public static boolean isArtifact(Path path) {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] head = in.readNBytes(4);
            return head.length == 4 && ByteBuffer.wrap(head).getInt() == 0x504B0304;
        } catch (IOException e) {
            return false;
        }
    }

    /// The bytes of the file.
    public static byte[] toBytes(Artifact artifact) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            entry(zip, Manifest.NAME, Manifest.write(artifact));
            for (Artifact.Payload payload : artifact.payloads()) {
                if (!Manifest.isName(payload.name())) {
                    throw new IllegalArgumentException("bad payload name: " + payload.name());
                }
                entry(zip, payload.name(), payload.bytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return bytes.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(EPOCH);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    /// Writes the file.
    ///
    /// @throws TritonException with [Code#FILE_UNWRITABLE]; there is then no file, or the old one
    public static void write(Path path, Artifact artifact) {
        byte[] bytes = toBytes(artifact);
        AtomicFile.write(path, channel -> AtomicFile.writeAll(channel, ByteBuffer.wrap(bytes)));
    }

    /// Reads a file and checks every byte of it against the manifest.
    ///
    /// @throws TritonException with [Code#FILE_UNREADABLE] or [Code#ARTIFACT_FORMAT]
    public static Artifact read(Path path) {
        FileFault.checkPlain(path);
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw FileFault.of(Code.ARTIFACT_FORMAT, path, "is too large for an artifact");
            }
            return fromBytes(path, Files.readAllBytes(path));
        } catch (IOException e) {
            throw FileFault.unreadable(path, e);
        }
    }

    /// The artifact in the bytes of a file.
    ///
    /// @param path the name for messages
    /// @throws TritonException with [Code#ARTIFACT_FORMAT]
    public static Artifact fromBytes(Path path, byte[] bytes) {
        try {
            return artifact(ZipBytes.read(bytes, MOST_BYTES));
        } catch (Unfit e) {
            throw FileFault.of(
                    Code.ARTIFACT_FORMAT,
                    path,
                    String.valueOf(e.getMessage()),
                    "compile the kernel again with `tritonc compile`");
        }
    }

    private static Artifact artifact(Map<String, byte[]> entries) throws Unfit {
        if (entries.isEmpty() || !entries.keySet().iterator().next().equals(Manifest.NAME)) {
            throw new Unfit("has no manifest.json in front");
        }
        byte[] json = entries.get(Manifest.NAME);
        if (json == null) {
            throw new Unfit("has no manifest.json");
        }
        Manifest manifest = Manifest.parse(json);
        if (manifest.payloads().size() != entries.size() - 1) {
            throw new Unfit("does not hold just what its manifest lists");
        }
        List<Artifact.Payload> payloads = new ArrayList<>();
        for (Manifest.Listed listed : manifest.payloads()) {
            byte[] bytes = entries.get(listed.name());
            if (bytes == null) {
                throw new Unfit("lacks the payload " + listed.name());
            }
            if (!Manifest.sha256(bytes).equals(listed.sha256())) {
                throw new Unfit("holds a payload that was changed: " + listed.name());
            }
            payloads.add(new Artifact.Payload(listed.kind(), listed.name(), bytes));
        }
        return new Artifact(manifest.target(), manifest.signature(), manifest.compiler(), payloads);
    }

    /// What is wrong with the bytes.
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1;

        Unfit(String message) {
            super(message);
        }
    }
}
