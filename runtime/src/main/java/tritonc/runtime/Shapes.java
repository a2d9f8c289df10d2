package tritonc.runtime;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.type.DType;

/// Arithmetic on shapes and strides. Strides count elements, offsets bytes.
final class Shapes {
    /// The most bytes of a tensor: far above any memory, far below overflow.
    static final long MAX_BYTES = 1L << 48;

    private Shapes() {}

    static long count(long[] shape) {
        long count = 1;
        for (long extent : shape) {
            count *= extent;
        }
        return count;
    }

    /// Bytes of a tensor without gaps.
    static long bytes(DType dtype, long[] shape) {
        long bytes = dtype.bytes();
        boolean empty = false;
        for (long extent : shape) {
            if (extent < 0) {
                throw bad("shape " + text(shape) + " has a negative extent");
            }
            empty |= extent == 0;
        }
        for (long extent : shape) {
            if (!empty && Math.multiplyHigh(bytes, extent) != 0
                    || !empty && bytes * extent > MAX_BYTES
                    || extent > MAX_BYTES) {
                throw bad("shape " + text(shape) + " of " + dtype + " is too large");
            }
            bytes *= empty ? 0 : extent;
        }
        return bytes;
    }

    static long[] rowMajor(long[] shape) {
        long[] strides = new long[shape.length];
        long step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = step;
            step *= Math.max(shape[i], 1);
        }
        return strides;
    }

    static boolean isContiguous(long[] shape, long[] strides) {
        long step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            if (shape[i] != 1 && strides[i] != step) {
                return count(shape) == 0;
            }
            step *= shape[i];
        }
        return true;
    }

    /// Refuses a view that would reach outside of `size` bytes.
    static void checkView(DType type, long[] shape, long[] strides, long first, long size) {
        long count = bytes(type, shape) / type.bytes();
        if (shape.length != strides.length) {
            throw bad("shape " + text(shape) + " needs as many strides, not " + strides.length);
        }
        try {
            long low = first;
            long high = Math.addExact(first, count == 0 ? 0 : type.bytes());
            for (int i = 0; i < shape.length; i++) {
                long reach = count == 0 ? 0 : Math.multiplyExact(shape[i] - 1, strides[i]);
                long bytes = Math.multiplyExact(reach, (long) type.bytes());
                low = Math.addExact(low, Math.min(bytes, 0));
                high = Math.addExact(high, Math.max(bytes, 0));
            }
            if (low >= 0 && high <= size) {
                return;
            }
        } catch (ArithmeticException e) {
            // too far away for 64 bits is outside, too
        }
        throw bad(
                "view " + type + text(shape) + " reaches outside its memory of " + size + " bytes");
    }

    /// `[4,1024]`.
    static String text(long[] shape) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < shape.length; i++) {
            text.append(i == 0 ? "" : ",").append(shape[i]);
        }
        return text.append(']').toString();
    }

    static TritonException bad(String message) {
        return new TritonException(Diagnostic.error(Code.BAD_TENSOR, message));
    }
}
