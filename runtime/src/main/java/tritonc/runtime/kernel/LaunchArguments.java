package tritonc.runtime.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.runtime.machine.PanelMemory;

import java.util.function.Consumer;

/// What one launch hands to its programs: a slot for each run-time parameter, in the order of
/// [tritonc.ir.artifact.KernelSignature#runtime()], the storages that it pinned, and the grid. One
/// object serves many launches: filling it again allocates nothing unless the number of storages
/// grows. Not thread-safe while it is filled; then any number of threads may read it.
public final class LaunchArguments {
    /// Storages of so many bytes are written past the caches: what is written first would have left
    /// them before the last is.
    private static final long LARGE = 16L << 20;

    final long[] values;
    final long[] starts;
    final long[] ends;
    final LiveStorages live = new LiveStorages();
    long large = LARGE;
    Consumer<String> printed = line -> {};
    long panels;
    long epoch;
    int gridX = 1;
    int gridY = 1;
    int gridZ = 1;
    final StopWords stop;
    final Running running;

    /// Changes with anything of the above.
    private int version;

    /// For one thread.
    ///
    /// @param parameters number of run-time parameters
    public LaunchArguments(int parameters) {
        this(parameters, 1);
    }

    /// @param parameters number of run-time parameters
    /// @param threads how many threads run programs
    public LaunchArguments(int parameters, int threads) {
        stop = new StopWords(threads);
        running = new Running(threads);
        values = new long[parameters];
        starts = new long[parameters];
        ends = new long[parameters];
    }

    /// Number of run-time parameters.
    public int size() {
        return values.length;
    }

    /// Sets a number.
    ///
    /// @param lane the value as the package says lanes are represented
    public void number(int parameter, long lane) {
        pointer(parameter, lane, 0, 0);
    }

    /// Sets a pointer.
    ///
    /// @param address where the argument begins (a view may begin inside its storage)
    /// @param start first byte of the whole storage that accesses are checked against
    /// @param end first byte after it
    public void pointer(int parameter, long address, long start, long end) {
        if (values[parameter] != address || starts[parameter] != start || ends[parameter] != end) {
            values[parameter] = address;
            starts[parameter] = start;
            ends[parameter] = end;
            version++;
        }
    }

    /// The lane of a parameter as it was set.
    public long value(int parameter) {
        return values[parameter];
    }

    /// Changes whenever a launch is told anything that the one before was not: who has taken the
    /// arguments of a version has those of all launches of that version. What is told again is not
    /// written again, as each thread would have to fetch it.
    public int version() {
        return version;
    }

    /// Storages are named by [#storage] from here on; those named before are forgotten.
    public void beginStorages() {
        if (live.begin()) {
            version++;
        }
    }

    /// Names a storage that pointers of unknown provenance may reach. A storage named twice counts
    /// once; storages do not overlap.
    ///
    /// @param start first byte
    /// @param end first byte after it
    public void storage(long start, long end) {
        if (live.add(start, end)) {
            version++;
        }
    }

    /// All storages are named; to be called if [#beginStorages] was.
    public void endStorages() {
        if (live.end()) {
            version++;
        }
    }

    /// What tells the threads of the launch to stop.
    public StopWords stop() {
        return stop;
    }

    /// Sets from how many bytes on machine code writes storages past the caches, which it does only
    /// where it pays: 16 MiB unless told.
    public void large(long bytes) {
        large = bytes;
        version++;
    }

    /// Which programs run; to be told of their begins and ends where several threads run them.
    public Running running() {
        return running;
    }

    /// Who takes each line that programs print; nobody unless told.
    public void printTo(Consumer<String> lines) {
        if (printed != lines) {
            printed = lines;
            version++;
        }
    }

    /// Lets programs share memory.
    ///
    /// @param memory lent to this launch; null for none
    public void panels(@Nullable PanelMemory memory) {
        long address = memory == null ? 0 : memory.address();
        long number = memory == null ? 0 : memory.epoch();
        if (panels != address || epoch != number) {
            panels = address;
            epoch = number;
            version++;
        }
    }

    /// Sets the extents of the grid.
    public void grid(int x, int y, int z) {
        if (gridX != x || gridY != y || gridZ != z) {
            gridX = x;
            gridY = y;
            gridZ = z;
            version++;
        }
    }
}
