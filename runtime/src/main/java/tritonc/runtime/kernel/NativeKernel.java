package tritonc.runtime.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.ir.artifact.NativeFrame;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// One thread's instance of machine code: its frame and its scratch memory.
final class NativeKernel extends CompiledKernel {
    private static final long ALIGNMENT = 64;

    /// One for all threads.
    private static final MemorySegment LOCK = Arena.global().allocate(ValueLayout.JAVA_INT);

    /// Whose program each thread runs, where its loops may wait.
    private static final ThreadLocal<@Nullable NativeKernel> WAITING = new ThreadLocal<>();

    private final NativeCode code;

    /// Keeps what the frame points to for as long as this instance.
    private final Arena arena = Arena.ofAuto();

    private final MemorySegment frame;
    private final long address;
    private MemorySegment live;

    /// Why the program was told to stop while it waited.
    private @Nullable RuntimeException given;

    NativeKernel(NativeCode code) {
        this.code = code;
        this.frame = arena.allocate(NativeFrame.bytes(code.parameters()), ALIGNMENT);
        this.address = frame.address();
        this.live = arena.allocate(ValueLayout.JAVA_LONG, 16);
        MemorySegment scratch = arena.allocate(Math.max(code.scratch(), 1), ALIGNMENT);
        frame.set(ValueLayout.JAVA_LONG, NativeFrame.SCRATCH, scratch.address());
        frame.set(ValueLayout.JAVA_LONG, NativeFrame.LOCK, LOCK.address());
        if (code.waits()) {
            frame.set(ValueLayout.JAVA_LONG, NativeFrame.WAITS, WaitCall.ADDRESS);
        }
    }

    @Override
    protected void bound() {
        for (int i = 0; i < args.length; i++) {
            frame.set(ValueLayout.JAVA_LONG, NativeFrame.value(i), args[i]);
            frame.set(ValueLayout.JAVA_LONG, NativeFrame.start(i), starts[i]);
            frame.set(ValueLayout.JAVA_LONG, NativeFrame.end(i), ends[i]);
        }
        frame.set(ValueLayout.JAVA_INT, NativeFrame.GRID_X, gridX);
        frame.set(ValueLayout.JAVA_INT, NativeFrame.GRID_Y, gridY);
        frame.set(ValueLayout.JAVA_INT, NativeFrame.GRID_Z, gridZ);
        frame.set(ValueLayout.JAVA_LONG, NativeFrame.STOP, stopWord());
        frame.set(ValueLayout.JAVA_LONG, NativeFrame.STREAMS, streams());
        frame.set(ValueLayout.JAVA_LONG, NativeFrame.PANELS, panels());
        frame.set(ValueLayout.JAVA_LONG, NativeFrame.EPOCH, epoch());
        int count = storages();
        long bytes = 16L * count;
        if (live.byteSize() < bytes) {
            live = arena.allocate(2 * bytes, ALIGNMENT);
        }
        copyStorages(live);
        frame.set(ValueLayout.JAVA_LONG, NativeFrame.LIVE, count);
        frame.set(ValueLayout.JAVA_LONG, NativeFrame.LIVE_STARTS, live.address());
        frame.set(ValueLayout.JAVA_LONG, NativeFrame.LIVE_ENDS, live.address() + 8L * count);
    }

    /// The parameters whose storages are too large for the caches and no other parameter's.
    private long streams() {
        long streams = 0;
        for (int i = 0; i < Math.min(args.length, Long.SIZE); i++) {
            if (ends[i] - starts[i] >= large() && isAlone(i)) {
                streams |= 1L << i;
            }
        }
        return streams;
    }

    private boolean isAlone(int parameter) {
        for (int i = 0; i < args.length; i++) {
            if (i != parameter && starts[i] == starts[parameter]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void program(int x, int y, int z) {
        programs(x, y, z, 1);
    }

    @Override
    public void programs(int x, int y, int z, int count) {
        long answer = code.waits() ? waiting(x, y, z, count) : code.call(address, x, y, z, count);
        if (answer != NativeFrame.DONE) {
            ended(answer);
        }
    }

    private long waiting(int x, int y, int z, int count) {
        NativeKernel outer = WAITING.get();
        WAITING.set(this);
        given = null;
        try {
            return code.call(address, x, y, z, count);
        } finally {
            WAITING.set(outer);
        }
    }

    /// What machine code calls as [NativeFrame#WAITS] says. Nothing may be thrown into machine
    /// code: it leaves where it finds its stop word set.
    static void waits(long turns) {
        NativeKernel kernel = WAITING.get();
        if (kernel != null) {
            kernel.waitOn(turns);
        }
    }

    private void waitOn(long turns) {
        try {
            spin(turns, frame.get(ValueLayout.JAVA_INT, NativeFrame.CHANGES));
        } catch (RuntimeException e) {
            given = e;
            stop();
        }
    }

    private void ended(long answer) {
        programX = (int) frame.get(ValueLayout.JAVA_LONG, NativeFrame.FAULT_X);
        RuntimeException why = given;
        if (answer == NativeFrame.STOPPED) {
            throw why == null ? new Stopped() : why;
        }
        int site = (int) frame.get(ValueLayout.JAVA_LONG, NativeFrame.FAULT_SITE);
        throw new MemoryFault(
                site,
                frame.get(ValueLayout.JAVA_LONG, NativeFrame.FAULT_LANE),
                frame.get(ValueLayout.JAVA_LONG, NativeFrame.FAULT_ADDRESS),
                code.parameterOf(site));
    }
}
