package tritonc.runtime.file;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.TritonException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/// A file that appears with all its bytes or not at all: they go into a file beside it, which then
/// takes its name. Devices and pipes are written in place.
public final class AtomicFile {
    private static final AtomicLong SERIAL = new AtomicLong();

    private AtomicFile() {}

    /// What writes the bytes.
    interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    /// @throws TritonException with [Code#FILE_UNWRITABLE]; the old file is then untouched
    public static void write(Path path, byte[] bytes) {
        write(path, channel -> writeAll(channel, ByteBuffer.wrap(bytes)));
    }

    /// Makes the folders that a file will lie in.
    ///
    /// @throws TritonException with [Code#FILE_UNWRITABLE]
    public static void createFolders(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw FileFault.unwritable(path, e);
        }
    }

    /// @throws TritonException with [Code#FILE_UNWRITABLE]; the old file is then untouched
    static void write(Path path, Content content) {
        try {
            if (Files.isDirectory(path)) {
                throw FileFault.of(Code.FILE_UNWRITABLE, path, "is a directory");
            }
            boolean exists = Files.exists(path);
            if (exists && !Files.isRegularFile(path)) {
                try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                    content.writeTo(channel);
                }
                return;
            }
            if (exists && !Files.isWritable(path)) {
                throw FileFault.of(Code.FILE_UNWRITABLE, path, "permission denied");
            }
            // a link keeps pointing where it does
            replace(exists ? path.toRealPath() : path, content);
        } catch (IOException e) {
            throw FileFault.unwritable(path, e);
        }
    }

    private static void replace(Path path, Content content) throws IOException {
        Path name = path.getFileName();
        if (name == null) {
            throw FileFault.of(Code.FILE_UNWRITABLE, path, "is no file name");
        }
        String unique = ProcessHandle.current().pid() + "-" + SERIAL.incrementAndGet();
        Path beside = path.resolveSibling("." + name + "." + unique + ".tmp");
        boolean done = false;
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                content.writeTo(channel);
            }
            Files.move(
                    beside,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            done = true;
        } finally {
            if (!done) {
                Files.deleteIfExists(beside);
            }
        }
    }

    /// Writes all bytes of a buffer.
    static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
