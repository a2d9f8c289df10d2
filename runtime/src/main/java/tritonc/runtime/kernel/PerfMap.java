package tritonc.runtime.kernel;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// Tells Linux' `perf` which addresses are which kernel: a line `START SIZE tritonc::NAME` in
/// hexadecimal at the end of `/tmp/perf-PID.map`, where `perf report` looks for what no file on
/// disk names. Off unless the system property `tritonc.perf.map` is `true`.
///
/// The form is `tools/perf/Documentation/jit-interface.txt` of the Linux kernel's. A line stays
/// when its code goes; the last one for an address holds.
public final class PerfMap {
    private static final String PROPERTY = "tritonc.perf.map";

    private PerfMap() {}

    /// The file of this process.
    public static Path file() {
        return Path.of("/tmp", "perf-" + ProcessHandle.current().pid() + ".map");
    }

    /// Notes code that was mapped. What keeps the file from being written is logged and changes
    /// nothing else.
    static synchronized void add(long address, long size, String name) {
        if (!Boolean.getBoolean(PROPERTY)) {
            return;
        }
        String line =
                Long.toHexString(address) + " " + Long.toHexString(size) + " tritonc::" + name;
        try (var out =
                Files.newByteChannel(
                        file(),
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.APPEND,
                                // the folder is everybody's
                                LinkOption.NOFOLLOW_LINKS))) {
            byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
            out.write(ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            System.getLogger(PerfMap.class.getName())
                    .log(Level.WARNING, "no entry in " + file() + " for " + name, e);
        }
    }
}
