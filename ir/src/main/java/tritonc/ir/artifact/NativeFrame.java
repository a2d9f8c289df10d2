package tritonc.ir.artifact;

/// What machine code of a kernel and the runtime that calls it agree on.
///
/// A kernel is one function of the platform's C calling convention, `int64_t programs(void *frame,
/// int32_t x, int32_t y, int32_t z, int32_t count)`. It runs the programs at (x, y, z), (x + 1, y,
/// z) and so on of the grid, one after the other, `count` of them and at least one, and gives
/// [#DONE], or the reason why one ended early; then it runs none behind that one. Each thread has a
/// frame of its own: little-endian words at the offsets below, 64-byte aligned. Code reads the
/// frame, and writes its fault and its turns only.
public final class NativeFrame {
    /// The kind of the payload that holds machine code for x86-64 with AVX-512 F, BW, DQ, VL, CD.
    public static final String X86_AVX512 = "x86-64-avx512";

    /// The kind of the payload that holds machine code for x86-64 with AVX2, FMA and F16C.
    public static final String X86_AVX2 = "x86-64-avx2";

    /// The program ran to its end.
    public static final int DONE = 0;

    /// It would have touched what lies outside its tensors; site, lane and address say where.
    public static final int FAULT = 1;

    /// It was told to stop.
    public static final int STOPPED = 2;

    /// i64: number of the access site.
    public static final int FAULT_SITE = 0;

    /// i64: row-major number of the lane.
    public static final int FAULT_LANE = 8;

    /// i64: the address.
    public static final int FAULT_ADDRESS = 16;

    /// i64: address of an i32 that is not 0 once programs must stop; looked at as loops go round.
    public static final int STOP = 24;

    /// i32 each: extents of the grid.
    public static final int GRID_X = 32;

    public static final int GRID_Y = 36;
    public static final int GRID_Z = 40;

    /// i32: how often the program has changed memory from within loops that wait; code adds to it,
    /// and whoever reads it looks only at whether it is still the same.
    public static final int CHANGES = 44;

    /// i64: address of the thread's scratch memory, 64-byte aligned, as long as [Header#scratch].
    public static final int SCRATCH = 48;

    /// i64: how many storages the launch pinned.
    public static final int LIVE = 56;

    /// i64: address of their first bytes, ascending i64s.
    public static final int LIVE_STARTS = 64;

    /// i64: address of the first bytes after them, in the same order.
    public static final int LIVE_ENDS = 72;

    /// i64: address of an i32 that is 1 while a thread of the process changes an element whose
    /// address is no multiple of its size.
    public static final int LOCK = 80;

    /// i64: the x of the program that ended early.
    public static final int FAULT_X = 88;

    /// i64: bit n is 1 where stores to the storage of parameter n, up to 63, should go past the
    /// caches: it is too large for them, and no other parameter has it.
    public static final int STREAMS = 96;

    /// i64: address of a C function `void waits(int64_t turns)`, called by loops that wait for
    /// other programs from their turn number [#PAUSES] on: it gives the processor away, and sets
    /// the word of [#STOP] where the program waits in vain.
    public static final int WAITS = 104;

    /// i64: how often the waiting loop has turned; written by code before it calls.
    public static final int TURNS = 112;

    /// How often a loop that waits pauses the processor before it gives it away.
    public static final int PAUSES = 256;

    /// i64: address of memory as [PanelLayout] says, or 0 where there is none.
    public static final int PANELS = 120;

    /// i64: the launch's number, positive and higher than those of earlier launches.
    public static final int EPOCH = 128;

    /// The parameters, [#PARAMETER_BYTES] each: the lane, the first byte of the storage, the first
    /// byte after it, i64 each.
    public static final int PARAMETERS = 136;

    public static final int PARAMETER_BYTES = 24;

    private NativeFrame() {}

    /// Offset of a parameter's lane.
    public static int value(int parameter) {
        return PARAMETERS + PARAMETER_BYTES * parameter;
    }

    /// Offset of the first byte of a pointer parameter's storage.
    public static int start(int parameter) {
        return value(parameter) + 8;
    }

    /// Offset of the first byte after it.
    public static int end(int parameter) {
        return value(parameter) + 16;
    }

    /// Bytes of a frame.
    public static int bytes(int parameters) {
        return value(parameters);
    }
}
