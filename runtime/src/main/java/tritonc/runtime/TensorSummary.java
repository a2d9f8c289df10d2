package tritonc.runtime;

import tritonc.ir.type.DType;

import java.lang.foreign.MemorySegment;

/// A tensor in one line.
final class TensorSummary {
    private static final int SHOWN = 6;

    private TensorSummary() {}

    /// Such as `fp32[4,1024] 0.5 1.5 -2.0 … sum 12.25`. The sum is added in fp64, or modulo 2^64
    /// for integers, in row-major order.
    static String of(Tensor tensor) {
        tensor.acquire();
        try {
            return summary(tensor, tensor.storage());
        } finally {
            tensor.release();
        }
    }

    private static String summary(Tensor tensor, MemorySegment memory) {
        StringBuilder text = new StringBuilder(tensor.toString());
        DType type = tensor.dtype();
        Offsets offsets = new Offsets(tensor);
        double sum = 0;
        long whole = 0;
        for (long i = 0; i < tensor.count(); i++) {
            long lane = Cells.read(type, memory, offsets.next());
            if (i < SHOWN) {
                text.append(' ').append(value(type, lane));
            }
            if (type.isFloat()) {
                sum += Elements.toDouble(type, lane);
            } else {
                whole += lane;
            }
        }
        text.append(tensor.count() > SHOWN ? " …" : "").append(" sum ");
        DType total = type == DType.U64 ? DType.U64 : DType.I64;
        return text.append(type.isFloat() ? Double.toString(sum) : value(total, whole)).toString();
    }

    private static String value(DType type, long lane) {
        if (type == DType.U64) {
            return Long.toUnsignedString(lane);
        }
        if (type.isInteger()) {
            return Long.toString(lane);
        }
        double value = Elements.toDouble(type, lane);
        return type == DType.FP64 ? Double.toString(value) : Float.toString((float) value);
    }
}
