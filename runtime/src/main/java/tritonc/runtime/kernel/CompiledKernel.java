package tritonc.runtime.kernel;

/// A kernel as a class: generated classes extend it and say what one program does. An instance
/// serves one thread at a time and owns its scratch arrays as fields, so that a launch allocates
/// nothing; [#bind] before the first program and whenever the arguments change.
public abstract class CompiledKernel {
    /// The lanes of the run-time parameters.
    protected long[] args = {};

    /// The first byte of the storage of each pointer parameter; 0 for a number.
    protected long[] starts = {};

    /// The first byte after it.
    protected long[] ends = {};

    /// Extents of the grid.
    protected int gridX = 1;

    protected int gridY = 1;
    protected int gridZ = 1;

    private long[] liveStarts = {};
    private long[] liveEnds = {};
    private int live;

    /// Takes the arguments of the programs that follow. `arguments` is read in place: after it is
    /// filled anew, bind again.
    public final void bind(LaunchArguments arguments) {
        args = arguments.values;
        starts = arguments.starts;
        ends = arguments.ends;
        liveStarts = arguments.liveStarts;
        liveEnds = arguments.liveEnds;
        live = arguments.live;
        gridX = arguments.gridX;
        gridY = arguments.gridY;
        gridZ = arguments.gridZ;
    }

    /// Runs one program of the grid.
    ///
    /// @throws MemoryFault if it touches an address outside its tensors; stores made before remain
    public abstract void program(int x, int y, int z);

    /// Throws unless `bytes` bytes at `address` lie in the storage of one parameter.
    protected final void check(long address, int bytes, int parameter, int site, long lane) {
        long start = starts[parameter];
        long offset = address - start;
        if (offset < 0 || offset > ends[parameter] - start - bytes) {
            throw new MemoryFault(site, lane, address, parameter);
        }
    }

    /// Throws unless `bytes` bytes at `address` lie in one of the storages that the launch pinned.
    protected final void checkAny(long address, int bytes, int site, long lane) {
        int low = 0;
        int high = live - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (liveStarts[middle] <= address) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        if (live != 0) {
            long offset = address - liveStarts[low];
            if (offset >= 0 && offset <= liveEnds[low] - liveStarts[low] - bytes) {
                return;
            }
        }
        throw new MemoryFault(site, lane, address, MemoryFault.ANY_PARAMETER);
    }

    /// Whether `count` accesses of `bytes` bytes, the first at `address` and each `stride` bytes
    /// after the one before, all lie in the storage of one parameter. True for a count of 0 or
    /// less.
    protected final boolean inRange(
            long address, long stride, long count, int bytes, int parameter) {
        if (count <= 0) {
            return true;
        }
        long start = starts[parameter];
        long last = ends[parameter] - start - bytes;
        long offset = address - start;
        if (offset < 0 || offset > last) {
            return false;
        }
        long way = (count - 1) * stride;
        if (Math.multiplyHigh(count - 1, stride) != way >> 63) {
            return false;
        }
        // offset is in 0..last, so that neither bound can overflow
        return way <= last - offset && way >= -offset;
    }

    /// One turn of a loop that waits for memory to change: pause, then yield, so that programs on
    /// other threads may go on.
    ///
    /// @param turns how often the loop has turned
    /// @throws SpinDeadline after a minute or more of waiting
    protected static void spin(long turns) {
        Spin.turn(turns);
    }
}
