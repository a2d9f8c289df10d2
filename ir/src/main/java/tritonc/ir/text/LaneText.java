package tritonc.ir.text;

import org.jspecify.annotations.Nullable;

import tritonc.ir.math.Lanes;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

/// Lanes as text: `-5`, `0.1`, `true`, `inf`, `nan`, or `bits(0x…)` where a number would not give
/// the same lane back.
final class LaneText {
    private LaneText() {}

    static String print(ElementType type, long lane) {
        if (!(type instanceof DType dtype) || Lanes.fromBits(dtype, lane) != lane) {
            return bits(lane);
        }
        if (!dtype.isFloat()) {
            return dtype.isBool()
                    ? (lane == 0 ? "false" : "true")
                    : dtype.isSigned() ? Long.toString(lane) : Long.toUnsignedString(lane);
        }
        if (Lanes.isNaN(dtype, lane)) {
            return lane == Lanes.nan(dtype) ? "nan" : bits(lane);
        }
        double value = Lanes.toDouble(dtype, lane);
        if (Double.isInfinite(value)) {
            boolean cast = Lanes.ofDouble(dtype, value) == lane;
            return !cast ? bits(lane) : value > 0 ? "inf" : "-inf";
        }
        return dtype == DType.FP64 ? Double.toString(value) : Float.toString((float) value);
    }

    private static String bits(long lane) {
        return "bits(0x" + Long.toHexString(lane) + ")";
    }

    /// The lane that a word stands for.
    ///
    /// @throws NumberFormatException if it is no lane of `dtype`
    static long parse(DType dtype, String word) {
        if (dtype.isFloat()) {
            return parseFloat(dtype, word);
        }
        if (dtype.isBool()) {
            if (!word.equals("true") && !word.equals("false")) {
                throw new NumberFormatException(word);
            }
            return word.equals("true") ? 1 : 0;
        }
        long lane = dtype.isSigned() ? Long.parseLong(word) : Long.parseUnsignedLong(word);
        if (Lanes.fromBits(dtype, lane) != lane) {
            throw new NumberFormatException(word);
        }
        return lane;
    }

    private static long parseFloat(DType dtype, String word) {
        @Nullable Double special =
                switch (word) {
                    case "inf" -> Double.POSITIVE_INFINITY;
                    case "-inf" -> Double.NEGATIVE_INFINITY;
                    case "nan" -> Double.NaN;
                    default -> null;
                };
        if (special != null) {
            return named(dtype, special, word);
        }
        for (int i = 0; i < word.length(); i++) {
            if ("0123456789.eE+-".indexOf(word.charAt(i)) < 0) {
                throw new NumberFormatException(word);
            }
        }
        double value = dtype == DType.FP32 ? Float.parseFloat(word) : Double.parseDouble(word);
        long lane = Lanes.ofDouble(dtype, value);
        if (Double.isInfinite(value) || Double.isInfinite(Lanes.toDouble(dtype, lane))) {
            throw new NumberFormatException(word);
        }
        return lane;
    }

    private static long named(DType dtype, double value, String word) {
        long lane = Lanes.ofDouble(dtype, value);
        if (Double.compare(Lanes.toDouble(dtype, lane), value) != 0) {
            throw new NumberFormatException(word);
        }
        return lane;
    }
}
