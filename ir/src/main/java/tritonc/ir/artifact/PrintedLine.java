package tritonc.ir.artifact;

import tritonc.ir.math.Lanes;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Shape;

import java.util.Locale;

/// A line that `tl.device_print` prints, in the format of Triton's compiled kernels:
///
/// ```
/// pid (1, 0, 0) idx ( 3) x: 1.500000
/// ```
///
/// Indices are as wide as the largest of their axis; `(operand 1)` stands before the value where
/// several are printed; floats have six digits after the point, integers in base 16 all digits of
/// their width (a NaN those of the quiet one, as which of them it is is nobody's promise).
///
/// Source of the format: `PrintOpToLLVM.cpp` of Triton 3.7.
public final class PrintedLine {
    private PrintedLine() {}

    /// @param shape of the printed value
    /// @param lane row-major number of the lane in it
    /// @param operand which of `operands` values it is
    /// @param bits the lane as the IR represents lanes
    public static String of(
            int x,
            int y,
            int z,
            Shape shape,
            long lane,
            String prefix,
            int operand,
            int operands,
            boolean isHex,
            ElementType type,
            long bits) {
        StringBuilder line = new StringBuilder();
        line.append("pid (").append(x).append(", ").append(y).append(", ").append(z).append(')');
        line.append(" idx (");
        for (int axis = 0; axis < shape.rank(); axis++) {
            long index = lane / shape.stride(axis) % shape.dim(axis);
            String digits = Long.toString(index);
            int width = Integer.toString(shape.dim(axis) - 1).length();
            line.append(axis == 0 ? "" : ", ");
            line.append(" ".repeat(width - digits.length())).append(digits);
        }
        line.append(')').append(prefix);
        if (operands > 1) {
            line.append("(operand ").append(operand).append(") ");
        }
        return line.append(value(type, bits, isHex)).toString();
    }

    /// A line without values.
    public static String of(int x, int y, int z, String prefix) {
        return "pid (" + x + ", " + y + ", " + z + ")" + prefix;
    }

    private static String value(ElementType type, long bits, boolean isHex) {
        if (!(type instanceof DType dtype)) {
            return "0x" + Long.toHexString(bits);
        }
        if (isHex) {
            boolean isNan = dtype.isFloat() && Lanes.isNaN(dtype, bits);
            long shown = isNan ? Lanes.nan(dtype) : bits;
            String digits = Long.toHexString(Lanes.toBits(dtype, shown));
            int width = Math.max(dtype.bits() / 4, 1);
            return "0x" + "0".repeat(Math.max(width - digits.length(), 0)) + digits;
        }
        if (dtype.isFloat()) {
            double number = Lanes.toDouble(dtype, bits);
            return number != number || Double.isInfinite(number)
                    ? text(number)
                    : String.format(Locale.ROOT, "%f", number);
        }
        return dtype == DType.U64 ? Long.toUnsignedString(bits) : Long.toString(bits);
    }

    /// As C prints them.
    private static String text(double number) {
        return number != number ? "nan" : number > 0 ? "inf" : "-inf";
    }
}
