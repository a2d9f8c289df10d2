package tritonc.runtime.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.ir.artifact.PrintedLine;
import tritonc.ir.type.ElementType;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import java.util.function.Consumer;

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

    /// Where the program stands in the grid; generated code sets them as it starts.
    protected int programX;

    protected int programY;
    protected int programZ;

    /// Matrix products, with their scratch.
    protected final Products products = new Products();

    /// Room for the tests that allow a faster version of a nest.
    protected final Region first = new Region();

    protected final Region second = new Region();

    private Consumer<String> printed = line -> {};
    private long[] liveStarts = {};
    private long[] liveEnds = {};
    private int live;
    private long large;
    private long panels;
    private long epoch;
    private @Nullable StopWords stop;
    private @Nullable Spin spin;
    private int thread;

    /// Loops that may wait around what runs now.
    private int waits;

    /// How often those have turned since the outermost began.
    private long turns;

    private int changes;

    /// Takes the arguments of the programs that follow. `arguments` is read in place: after it is
    /// filled anew, bind again.
    public final void bind(LaunchArguments arguments) {
        bind(arguments, 0);
    }

    /// Takes the arguments of the programs that follow.
    ///
    /// @param worker which of the launch's threads runs them
    public final void bind(LaunchArguments arguments, int worker) {
        if (stop != arguments.stop || thread != worker) {
            stop = arguments.stop;
            thread = worker;
            spin = new Spin(worker, arguments.running, arguments.stop);
        }
        args = arguments.values;
        starts = arguments.starts;
        ends = arguments.ends;
        liveStarts = arguments.live.starts;
        liveEnds = arguments.live.ends;
        live = arguments.live.count;
        large = arguments.large;
        printed = arguments.printed;
        panels = arguments.panels;
        epoch = arguments.epoch;
        waits = 0;
        gridX = arguments.gridX;
        gridY = arguments.gridY;
        gridZ = arguments.gridZ;
        bound();
    }

    /// Called when the arguments were bound.
    protected void bound() {}

    /// The address of the i32 that tells this thread to stop; it lives as long as this kernel is
    /// bound.
    final long stopWord() {
        return Objects.requireNonNull(stop).address(thread);
    }

    /// Tells this thread to stop.
    final void stop() {
        Objects.requireNonNull(stop).set(thread);
    }

    /// From how many bytes on storages are written past the caches.
    final long large() {
        return large;
    }

    /// The address of the memory that the launch's programs share, 0 for none.
    final long panels() {
        return panels;
    }

    /// The launch's number, as that memory counts launches.
    final long epoch() {
        return epoch;
    }

    /// How many storages the launch pinned.
    final int storages() {
        return live;
    }

    /// Writes the first bytes of all pinned storages, then the first bytes after them.
    final void copyStorages(MemorySegment to) {
        for (int i = 0; i < live; i++) {
            to.setAtIndex(ValueLayout.JAVA_LONG, i, liveStarts[i]);
            to.setAtIndex(ValueLayout.JAVA_LONG, live + i, liveEnds[i]);
        }
    }

    /// Runs one program of the grid.
    ///
    /// @throws MemoryFault if it touches an address outside its tensors; stores made before remain
    public abstract void program(int x, int y, int z);

    /// Runs the programs at (x, y, z), (x + 1, y, z) and so on, one after the other.
    ///
    /// @param count how many, at least one
    /// @throws MemoryFault if one touches an address outside its tensors; those behind it are not
    ///   run, and [#lastX] tells which it is
    public void programs(int x, int y, int z, int count) {
        for (int i = 0; i < count; i++) {
            programX = x + i;
            turn();
            program(x + i, y, z);
        }
    }

    /// Where along x the program stands that ended [#programs] early.
    public final int lastX() {
        return programX;
    }

    /// Whether `bytes` bytes at `address` lie in a storage.
    ///
    /// @param start first byte of the storage
    /// @param end first byte after it
    protected static boolean isInside(long address, long start, long end, int bytes) {
        long offset = address - start;
        return offset >= 0 && offset <= end - start - bytes;
    }

    /// Whether `bytes` bytes at `address` lie in one of the storages that the launch pinned.
    protected final boolean isInsideAny(long address, int bytes) {
        int at = storageOf(address);
        return at >= 0 && isInside(address, liveStarts[at], liveEnds[at], bytes);
    }

    /// Whether all of a region lies in one of the storages that the launch pinned.
    protected final boolean isInsideOne(Region region, int bytes) {
        int at = storageOf(region.firstByte());
        return at < 0
                ? region.isInside(0, 0, bytes)
                : region.isInside(liveStarts[at], liveEnds[at], bytes);
    }

    /// The last storage that begins at `address` or below, or -1.
    private int storageOf(long address) {
        int low = -1;
        int high = live - 1;
        while (low < high) {
            int middle = low + high + 1 >> 1;
            if (liveStarts[middle] <= address) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /// The fault of an access, for the program to throw.
    protected static MemoryFault fault(int site, long lane, long address, int parameter) {
        return new MemoryFault(site, lane, address, parameter);
    }

    private void say(String line) {
        try {
            printed.accept(line);
        } catch (RuntimeException e) {
            throw new ListenerFault(e);
        }
    }

    /// Prints a line without values.
    protected final void print(String prefix) {
        say(PrintedLine.of(programX, programY, programZ, prefix));
    }

    /// Prints a lane that an `int` carries.
    ///
    /// @param extents of the printed block, such as `4,128`
    protected final void print(
            String prefix,
            String extents,
            int hex,
            int operand,
            int operands,
            String type,
            long lane,
            int value) {
        ElementType element = PrintedLanes.type(type);
        print(
                prefix,
                extents,
                hex,
                operand,
                operands,
                type,
                lane,
                PrintedLanes.lane(element, value));
    }

    /// Prints a lane that a `float` carries.
    protected final void print(
            String prefix,
            String extents,
            int hex,
            int operand,
            int operands,
            String type,
            long lane,
            float value) {
        ElementType element = PrintedLanes.type(type);
        print(
                prefix,
                extents,
                hex,
                operand,
                operands,
                type,
                lane,
                PrintedLanes.bits(element, value));
    }

    /// Prints a lane that a `double` carries.
    protected final void print(
            String prefix,
            String extents,
            int hex,
            int operand,
            int operands,
            String type,
            long lane,
            double value) {
        long bits = Double.doubleToRawLongBits(value);
        print(prefix, extents, hex, operand, operands, type, lane, bits);
    }

    /// Prints a lane, given as the IR represents lanes.
    protected final void print(
            String prefix,
            String extents,
            int hex,
            int operand,
            int operands,
            String type,
            long lane,
            long value) {
        say(
                PrintedLine.of(
                        programX,
                        programY,
                        programZ,
                        PrintedLanes.shape(extents),
                        lane,
                        prefix,
                        operand,
                        operands,
                        hex != 0,
                        PrintedLanes.type(type),
                        value));
    }

    /// The fault of an assertion that is false, for the program to throw.
    protected final AssertionFault assertion(
            String message, String file, int line, int column, long lane) {
        return new AssertionFault(message, file, line, column, lane);
    }

    /// A loop begins that may wait for memory to change.
    protected final void beginWait() {
        if (waits++ == 0) {
            turns = 0;
        }
    }

    /// It ends.
    protected final void endWait() {
        waits--;
    }

    /// One turn of a loop that waits for memory to change: pause, then yield, so that programs on
    /// other threads may go on.
    ///
    /// @throws SpinDeadline once no program of the launch gets on
    /// @throws Stopped if the program was told to stop
    protected final void spin() {
        spin(++turns, changes);
    }

    /// The same for a program that counts for itself.
    ///
    /// @param turns how often the loop and those around and within it have turned
    /// @param changes the same as in the last turn unless the program has changed memory since
    final void spin(long turns, int changes) {
        Objects.requireNonNull(spin).turn(turns, changes);
    }

    /// The program has stored something, which may be what another waits for.
    protected final void changed() {
        changes++;
    }

    /// An atomic has found the bits `old`, and stored what `kind` makes of them and `value`.
    ///
    /// @param format the element's, as [Atomics#isChange] numbers them
    protected final void changed(long old, long value, int kind, int format) {
        if (Atomics.isChange(old, value, kind, format)) {
            changes++;
        }
    }

    /// An atomic has found the bits `old`, and stored `to` if they are those of `from`.
    protected final void swapped(long old, long from, long to) {
        if (old == from && from != to) {
            changes++;
        }
    }

    /// One turn of a loop that may turn for ever, as the one over the programs of a grid.
    ///
    /// @throws Stopped if the program was told to stop
    protected final void turn() {
        if (Objects.requireNonNull(stop).isSet(thread)) {
            throw new Stopped();
        }
    }
}
