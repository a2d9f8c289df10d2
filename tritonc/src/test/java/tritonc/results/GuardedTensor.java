package tritonc.results;

import tritonc.ir.type.DType;
import tritonc.runtime.Tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A tensor between two stretches of canaries.
///
/// @param whole the memory with the canaries
/// @param tensor what a kernel is given
record GuardedTensor(Tensor whole, Tensor tensor) implements AutoCloseable {
    private static final int GUARD = 256;
    private static final byte CANARY = (byte) 0xC5;

    static GuardedTensor zeros(DType dtype, long... shape) {
        long count = 1;
        for (long extent : shape) {
            count *= extent;
        }
        long guard = GUARD / dtype.bytes();
        Tensor whole = Tensor.zeros(dtype, count + 2 * guard);
        Tensor inner = whole.slice(0, guard, count, 1).reshape(shape);
        MemorySegment memory = whole.storage();
        memory.asSlice(0, GUARD).fill(CANARY);
        memory.asSlice(memory.byteSize() - GUARD).fill(CANARY);
        return new GuardedTensor(whole, inner);
    }

    boolean canariesLive() {
        MemorySegment memory = whole.storage();
        for (long i = 0; i < GUARD; i++) {
            boolean dead =
                    memory.get(ValueLayout.JAVA_BYTE, i) != CANARY
                            || memory.get(ValueLayout.JAVA_BYTE, memory.byteSize() - 1 - i)
                                    != CANARY;
            if (dead) {
                return false;
            }
        }
        return true;
    }

    /// The elements as numbers: longs for integers, else doubles.
    Number[] numbers() {
        boolean isFloat = tensor.dtype().isFloat();
        double[] doubles = isFloat ? tensor.to(DType.FP64).toDoubleArray() : new double[0];
        long[] longs = isFloat ? new long[0] : tensor.toLongArray();
        Number[] numbers = new Number[isFloat ? doubles.length : longs.length];
        for (int i = 0; i < numbers.length; i++) {
            if (isFloat) {
                numbers[i] = doubles[i];
            } else {
                numbers[i] = longs[i];
            }
        }
        return numbers;
    }

    @Override
    public void close() {
        tensor.close();
        whole.close();
    }
}
