package tritonc.codegen.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.vector.VectorFile;
import tritonc.codegen.vector.Vectorizer;
import tritonc.ir.interpret.Argument;
import tritonc.ir.interpret.Interpreter;
import tritonc.ir.interpret.Launch;
import tritonc.ir.interpret.MemoryFault;
import tritonc.ir.interpret.Storage;
import tritonc.ir.tile.TileKernel;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Runs a kernel by the interpreter and as loops, and holds the one against the other, byte by
/// byte.
final class Judge {
    /// What a run showed.
    ///
    /// @param guards the outcomes of the guards that were met
    record Verdict(Set<Boolean> guards, boolean faulted) {}

    private final TileKernel kernel;
    private final List<byte[]> contents = new ArrayList<>();
    private final List<Long> addresses = new ArrayList<>();
    private final List<Argument> plain = new ArrayList<>();
    private final List<Integer> storages = new ArrayList<>();
    private final List<Long> offsets = new ArrayList<>();
    private final Random random;

    Judge(TileKernel kernel, long seed) {
        this.kernel = kernel;
        this.random = new Random(seed);
    }

    /// A storage of floats from -2 to 2; its number.
    int floats(int count) {
        byte[] bytes = new byte[4 * count];
        for (int i = 0; i < count; i++) {
            int bits = Float.floatToRawIntBits(random.nextInt(-512, 512) / 256f);
            put(bytes, 4 * i, bits);
        }
        return storage(bytes);
    }

    /// A storage of these; its number.
    int of(float... values) {
        byte[] bytes = new byte[4 * values.length];
        for (int i = 0; i < values.length; i++) {
            put(bytes, 4 * i, Float.floatToRawIntBits(values[i]));
        }
        return storage(bytes);
    }

    /// A storage of integers from 0 to `bound - 1`; its number.
    int integers(int count, int bound) {
        byte[] bytes = new byte[4 * count];
        for (int i = 0; i < count; i++) {
            put(bytes, 4 * i, random.nextInt(bound));
        }
        return storage(bytes);
    }

    /// A storage of any bytes; its number.
    int halves(int count) {
        byte[] bytes = new byte[2 * count];
        for (int i = 0; i < count; i++) {
            short bits = Float.floatToFloat16(random.nextInt(-64, 64) / 16f);
            bytes[2 * i] = (byte) bits;
            bytes[2 * i + 1] = (byte) (bits >> 8);
        }
        return storage(bytes);
    }

    private static void put(byte[] bytes, int at, int bits) {
        for (int k = 0; k < 4; k++) {
            bytes[at + k] = (byte) (bits >> 8 * k);
        }
    }

    private int storage(byte[] bytes) {
        contents.add(bytes);
        addresses.add(4096L + 65536L * contents.size());
        return contents.size() - 1;
    }

    /// The next argument: a pointer into a storage.
    Judge pointer(int storage, long offset) {
        plain.add(new Argument.Scalar(0));
        storages.add(storage);
        offsets.add(offset);
        return this;
    }

    /// The next argument: a number.
    Judge scalar(long lane) {
        plain.add(new Argument.Scalar(lane));
        storages.add(-1);
        offsets.add(0L);
        return this;
    }

    /// Runs a grid of extents `x`, `y`.
    Verdict run(int x, int y) {
        List<byte[]> expected = copies();
        MemoryFault fault = null;
        try {
            new Interpreter(kernel).run(launch(x, y, expected));
        } catch (MemoryFault f) {
            fault = f;
        }
        LoopKernel loops = LoopLowering.lower(kernel);
        Set<Boolean> guards = compare(loops, x, y, false, expected, fault);
        compare(loops, x, y, true, expected, fault);
        for (int bytes : new int[] {16, 32, 64}) {
            VectorFile file = new VectorFile(bytes, bytes / 2, bytes == 64 ? 7 : 0);
            compare(Vectorizer.vectorize(loops, file), x, y, false, expected, fault);
            LoopKernel cut = Vectorizer.vectorize(loops, file.ofShortLoops());
            compare(cut, x, y, false, expected, fault);
        }
        return new Verdict(guards, fault != null);
    }

    private Set<Boolean> compare(
            LoopKernel loops,
            int x,
            int y,
            boolean backwards,
            List<byte[]> expected,
            @Nullable MemoryFault fault) {
        List<byte[]> found = copies();
        LoopEvaluator.Fault other = null;
        Set<Boolean> guards = Set.of();
        try {
            guards = LoopEvaluator.run(loops, launch(x, y, found), backwards);
        } catch (LoopEvaluator.Fault f) {
            other = f;
        }
        assertThat(other == null).isEqualTo(fault == null);
        if (fault == null) {
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i)).isEqualTo(expected.get(i));
            }
        } else if (!backwards) {
            same(fault, other);
        }
        return guards;
    }

    private static void same(MemoryFault fault, LoopEvaluator.@Nullable Fault other) {
        assertThat(other).isNotNull();
        assertThat(other.lane).isEqualTo(fault.access().lane());
        assertThat(other.address).isEqualTo(fault.access().address());
        assertThat(other.site.at()).isEqualTo(fault.access().at());
    }

    private List<byte[]> copies() {
        List<byte[]> copies = new ArrayList<>();
        contents.forEach(c -> copies.add(c.clone()));
        return copies;
    }

    private Launch launch(int x, int y, List<byte[]> bytes) {
        List<Storage> made = new ArrayList<>();
        for (int i = 0; i < bytes.size(); i++) {
            made.add(new Storage(MemorySegment.ofArray(bytes.get(i)), addresses.get(i)));
        }
        List<Argument> arguments = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            int storage = storages.get(i);
            arguments.add(
                    storage < 0
                            ? plain.get(i)
                            : new Argument.Pointer(
                                    made.get(storage), addresses.get(storage) + offsets.get(i)));
        }
        return new Launch(x, y, 1, arguments);
    }
}
