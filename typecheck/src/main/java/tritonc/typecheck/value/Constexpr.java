package tritonc.typecheck.value;

import tritonc.ir.type.DType;
import tritonc.ir.type.Type;

import java.math.BigInteger;

/// A scalar of Python that is known at compile time.
public sealed interface Constexpr extends PyValue {
    /// An integer of any size.
    record PyInt(BigInteger value) implements Constexpr {
        /// The integer as an `int`.
        ///
        /// @throws ArithmeticException if it does not fit
        public int asInt() {
            return value.intValueExact();
        }

        @Override
        public String describe() {
            return value.toString();
        }
    }

    record PyFloat(double value) implements Constexpr {
        @Override
        public String describe() {
            if (value == Math.rint(value) && Math.abs(value) < 1e16) {
                return (long) value == 0 && 1 / value < 0 ? "-0.0" : (long) value + ".0";
            }
            return Double.isNaN(value)
                    ? "nan"
                    : Double.isInfinite(value)
                            ? (value > 0 ? "inf" : "-inf")
                            : Double.toString(value).replace("E", "e");
        }
    }

    record PyBool(boolean value) implements Constexpr {
        public static final PyBool TRUE = new PyBool(true);
        public static final PyBool FALSE = new PyBool(false);

        public static PyBool of(boolean value) {
            return value ? TRUE : FALSE;
        }

        @Override
        public String describe() {
            return value ? "True" : "False";
        }
    }

    record PyNone() implements Constexpr {
        public static final PyNone NONE = new PyNone();

        @Override
        public String describe() {
            return "None";
        }
    }

    record PyString(String value) implements Constexpr {
        @Override
        public String describe() {
            return "'" + value + "'";
        }
    }

    /// A dtype, a pointer type or a block type as a value, such as `tl.float32`.
    record PyType(Type type) implements Constexpr {
        @Override
        public String describe() {
            return type instanceof DType d ? "tl." + d.tritonName() : type.toString();
        }
    }

    static PyInt of(long value) {
        return new PyInt(BigInteger.valueOf(value));
    }

    static PyFloat of(double value) {
        return new PyFloat(value);
    }
}
