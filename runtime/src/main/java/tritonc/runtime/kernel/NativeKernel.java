package tritonc.runtime.kernel;

import tritonc.ir.artifact.NativeFrame;
import tritonc.ir.diagnostic.CompilerBug;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// One thread's instance of machine code: its frame and its scratch memory.
final class NativeKernel extends CompiledKernel {
    private static final long ALIGNMENT = 64;

    /// One for all threads.
    private static final MemorySegment LOCK = Arena.global().allocate(ValueLayout.JAVA_INT);

    private final NativeCode code;

    /// Keeps what the frame points to for as long as this instance.
    private final Arena arena = Arena.ofAuto();

    private final MethodHandle program;
    private final MemorySegment frame;
    private final long address;
    private MemorySegment live;

    NativeKernel(NativeCode code) {
        this.code = code;
        this.program = code.program();
        this.frame = arena.allocate(NativeFrame.bytes(code.parameters()), ALIGNMENT);
        this.address = frame.address();
        this.live = arena.allocate(ValueLayout.JAVA_LONG, 16);
        MemorySegment scratch = arena.allocate(Math.max(code.scratch(), 1), ALIGNMENT);
        frame.set(ValueLayout.JAVA_LONG, NativeFrame.SCRATCH, scratch.address());
        frame.set(ValueLayout.JAVA_LONG, NativeFrame.LOCK, LOCK.address());
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

    @Override
    public void program(int x, int y, int z) {
        long answer;
        try {
            answer = (long) program.invokeExact(address, x, y, z);
        } catch (Throwable e) {
            throw new CompilerBug("call", "machine code cannot be called", e);
        }
        if (answer != NativeFrame.DONE) {
            ended(answer);
        }
    }

    private void ended(long answer) {
        if (answer == NativeFrame.STOPPED) {
            throw new Stopped();
        }
        int site = (int) frame.get(ValueLayout.JAVA_LONG, NativeFrame.FAULT_SITE);
        throw new MemoryFault(
                site,
                frame.get(ValueLayout.JAVA_LONG, NativeFrame.FAULT_LANE),
                frame.get(ValueLayout.JAVA_LONG, NativeFrame.FAULT_ADDRESS),
                code.parameterOf(site));
    }
}
