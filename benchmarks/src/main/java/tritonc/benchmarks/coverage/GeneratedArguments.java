package tritonc.benchmarks.coverage;

import tritonc.ir.interpret.Argument;
import tritonc.ir.interpret.Storage;
import tritonc.ir.math.Lanes;
import tritonc.ir.tile.Parameter;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.PointerType;
import tritonc.runtime.kernel.LaunchArguments;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Arguments made from the types of a kernel's parameters: a buffer behind each pointer, floats
/// between -1 and 1, integers in memory small, so that they do as indices, and one size for all
/// integers. The same each time; each run gets buffers of its own.
final class GeneratedArguments implements AutoCloseable {
    private static final long SEED = 0x7E57;
    private static final int ALIGNMENT = 64;
    private static final int INDICES = 4;

    private final Arena arena = Arena.ofConfined();
    private final List<Parameter> parameters;
    private final List<MemorySegment> buffers = new ArrayList<>();
    private final long[] lanes;
    private final int[] buffer;

    /// @param size what integers are
    /// @param bytes the length of each buffer
    GeneratedArguments(List<Parameter> parameters, int size, long bytes) {
        this.parameters = parameters;
        this.lanes = new long[parameters.size()];
        this.buffer = new int[parameters.size()];
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < lanes.length; i++) {
            buffer[i] = -1;
            switch (parameters.get(i).type()) {
                case PointerType p -> {
                    buffer[i] = buffers.size();
                    MemorySegment made = filled(p.pointee(), bytes, random);
                    buffers.add(made);
                    lanes[i] = made.address();
                }
                case DType d ->
                        lanes[i] =
                                d.isFloat()
                                        ? Lanes.ofDouble(d, 0.5)
                                        : d.isBool() ? 1 : Lanes.ofLong(d, size);
                default -> throw new IllegalArgumentException(parameters.get(i).toString());
            }
        }
    }

    private MemorySegment filled(ElementType type, long bytes, SplittableRandom random) {
        MemorySegment made = arena.allocate(bytes, ALIGNMENT);
        if (type instanceof PointerType p) {
            MemorySegment behind = filled(p.pointee(), bytes, random);
            buffers.add(behind);
            for (long at = 0; at < bytes; at += Long.BYTES) {
                made.set(ValueLayout.JAVA_LONG, at, behind.address());
            }
            return made;
        }
        DType dtype = (DType) type;
        for (long at = 0; at < bytes; at += dtype.bytes()) {
            long lane =
                    dtype.isFloat()
                            ? Lanes.ofDouble(dtype, random.nextInt(-32, 33) / 32.0)
                            : dtype.isBool() ? random.nextInt(2) : random.nextInt(INDICES);
            write(made, dtype, at, Lanes.toBits(dtype, lane));
        }
        return made;
    }

    private static void write(MemorySegment to, DType dtype, long at, long bits) {
        switch (dtype.bytes()) {
            case 1 -> to.set(ValueLayout.JAVA_BYTE, at, (byte) bits);
            case 2 -> to.set(ValueLayout.JAVA_SHORT, at, (short) bits);
            case 4 -> to.set(ValueLayout.JAVA_INT, at, (int) bits);
            default -> to.set(ValueLayout.JAVA_LONG, at, bits);
        }
    }

    List<Argument> interpreted() {
        List<Argument> all = new ArrayList<>();
        for (int i = 0; i < lanes.length; i++) {
            all.add(
                    buffer[i] < 0
                            ? new Argument.Scalar(lanes[i])
                            : new Argument.Pointer(storage(buffers.get(buffer[i]))));
        }
        return all;
    }

    List<Storage> live() {
        return buffers.stream().map(GeneratedArguments::storage).toList();
    }

    private static Storage storage(MemorySegment of) {
        return new Storage(of, of.address());
    }

    LaunchArguments compiled(int grid) {
        LaunchArguments all = new LaunchArguments(lanes.length);
        for (int i = 0; i < lanes.length; i++) {
            if (buffer[i] < 0) {
                all.number(i, lanes[i]);
            } else {
                MemorySegment of = buffers.get(buffer[i]);
                all.pointer(i, of.address(), of.address(), of.address() + of.byteSize());
            }
        }
        for (MemorySegment of : buffers) {
            all.storage(of.address(), of.address() + of.byteSize());
        }
        all.grid(grid, 1, 1);
        return all;
    }

    /// Whether all buffers hold the same bits, every NaN counted alike; addresses are not compared.
    boolean agrees(GeneratedArguments other) {
        for (int i = 0; i < lanes.length; i++) {
            if (buffer[i] >= 0
                    && parameters.get(i).type() instanceof PointerType p
                    && p.pointee() instanceof DType d
                    && !same(buffers.get(buffer[i]), other.buffers.get(buffer[i]), d)) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(MemorySegment a, MemorySegment b, DType dtype) {
        if (a.mismatch(b) < 0) {
            return true;
        }
        Storage left = storage(a);
        Storage right = storage(b);
        for (long at = 0; at < a.byteSize(); at += dtype.bytes()) {
            long x = lane(left, dtype, at);
            long y = lane(right, dtype, at);
            if (!Lanes.sameLane(dtype, x, y)) {
                return false;
            }
        }
        return true;
    }

    private static long lane(Storage of, DType dtype, long at) {
        MemorySegment bytes = of.bytes();
        long bits =
                switch (dtype.bytes()) {
                    case 1 -> bytes.get(ValueLayout.JAVA_BYTE, at);
                    case 2 -> bytes.get(ValueLayout.JAVA_SHORT, at);
                    case 4 -> bytes.get(ValueLayout.JAVA_INT, at);
                    default -> bytes.get(ValueLayout.JAVA_LONG, at);
                };
        return Lanes.fromBits(dtype, bits);
    }

    @Override
    public void close() {
        arena.close();
    }
}
