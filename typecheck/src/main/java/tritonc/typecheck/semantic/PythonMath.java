package tritonc.typecheck.semantic;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.BinaryOp;
import tritonc.frontend.ast.CompareOp;
import tritonc.typecheck.value.BuiltinValue;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.Constexpr.PyBool;
import tritonc.typecheck.value.Constexpr.PyFloat;
import tritonc.typecheck.value.Constexpr.PyInt;
import tritonc.typecheck.value.Constexpr.PyNone;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.Constexpr.PyType;
import tritonc.typecheck.value.FunctionValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;
import tritonc.typecheck.value.TupleValue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Python's own arithmetic on what is known at compile time: `//` and `%` round down, integers have
/// any size. Every function gives null where Python has no such operation.
public final class PythonMath {
    /// Integers beyond this many bits are refused: nobody means them.
    private static final int MAX_BITS = 4096;

    private static final int MOST_ELEMENTS = 1 << 16;

    private PythonMath() {}

    /// `left op right`.
    ///
    /// @throws ArithmeticException for a division by zero, or a result of absurd size
    public static @Nullable PyValue binary(BinaryOp op, PyValue left, PyValue right) {
        if (left instanceof TupleValue || right instanceof TupleValue) {
            return sequences(op, left, right);
        }
        if (left instanceof PyString a && right instanceof PyString b && op == BinaryOp.ADD) {
            return new PyString(a.value() + b.value());
        }
        if (left instanceof PyBool a && right instanceof PyBool b) {
            switch (op) {
                case BIT_AND -> {
                    return PyBool.of(a.value() & b.value());
                }
                case BIT_OR -> {
                    return PyBool.of(a.value() | b.value());
                }
                case BIT_XOR -> {
                    return PyBool.of(a.value() ^ b.value());
                }
                default -> {}
            }
        }
        BigInteger x = integer(left);
        BigInteger y = integer(right);
        if (x != null && y != null) {
            return integers(op, x, y);
        }
        return isNumber(left) && isNumber(right) ? floats(op, real(left), real(right)) : null;
    }

    private static @Nullable PyValue sequences(BinaryOp op, PyValue left, PyValue right) {
        if (op == BinaryOp.ADD && left instanceof TupleValue a && right instanceof TupleValue b) {
            List<PyValue> all = new ArrayList<>(a.elements());
            all.addAll(b.elements());
            return new TupleValue(all);
        }
        if (op != BinaryOp.MUL) {
            return null;
        }
        TupleValue tuple = left instanceof TupleValue a ? a : (TupleValue) right;
        BigInteger times = integer(left instanceof TupleValue ? right : left);
        if (times == null || times.bitLength() > 16) {
            return null;
        }
        if (times.signum() > 0 && tuple.leaves() * times.longValue() > MOST_ELEMENTS) {
            throw new ArithmeticException("it has more than " + MOST_ELEMENTS + " elements");
        }
        List<PyValue> all = new ArrayList<>();
        for (int i = times.intValue(); i > 0; i--) {
            all.addAll(tuple.elements());
        }
        return new TupleValue(all);
    }

    private static @Nullable PyValue integers(BinaryOp op, BigInteger x, BigInteger y) {
        return switch (op) {
            case ADD -> new PyInt(x.add(y));
            case SUB -> new PyInt(x.subtract(y));
            case MUL -> new PyInt(sized(x.multiply(y)));
            case DIV -> new PyFloat(quotient(x, y));
            case FLOOR_DIV -> new PyInt(floorDiv(x, y));
            case MOD -> new PyInt(x.subtract(floorDiv(x, y).multiply(y)));
            case POW -> power(x, y);
            case SHL -> new PyInt(sized(x.shiftLeft(amount(y))));
            case SHR -> new PyInt(x.shiftRight(amount(y)));
            case BIT_AND -> new PyInt(x.and(y));
            case BIT_OR -> new PyInt(x.or(y));
            case BIT_XOR -> new PyInt(x.xor(y));
            case MATMUL -> null;
        };
    }

    private static double quotient(BigInteger x, BigInteger y) {
        nonZero(y.signum() != 0);
        double a = x.doubleValue();
        double b = y.doubleValue();
        boolean exact = x.bitLength() <= 53 && y.bitLength() <= 53;
        return exact
                ? a / b
                : new BigDecimal(x)
                        .divide(new BigDecimal(y), new java.math.MathContext(60))
                        .doubleValue();
    }

    private static BigInteger floorDiv(BigInteger x, BigInteger y) {
        nonZero(y.signum() != 0);
        BigInteger[] parts = x.divideAndRemainder(y);
        boolean down = parts[1].signum() != 0 && parts[1].signum() != y.signum();
        return down ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    private static PyValue power(BigInteger x, BigInteger y) {
        if (y.signum() < 0) {
            nonZero(x.signum() != 0);
            return new PyFloat(Math.pow(x.doubleValue(), y.doubleValue()));
        }
        if (x.bitLength() > 1 && (long) x.bitLength() * amount(y) > MAX_BITS) {
            throw new ArithmeticException("result of `**` is too large");
        }
        return new PyInt(x.bitLength() <= 1 ? smallPower(x, y) : x.pow(y.intValue()));
    }

    private static BigInteger smallPower(BigInteger x, BigInteger y) {
        if (y.signum() == 0) {
            return BigInteger.ONE;
        }
        return x.pow(2 - (y.testBit(0) ? 1 : 0));
    }

    private static int amount(BigInteger y) {
        if (y.signum() < 0) {
            throw new ArithmeticException("negative shift count");
        }
        if (y.bitLength() > 16) {
            throw new ArithmeticException("result is too large");
        }
        return y.intValue();
    }

    private static BigInteger sized(BigInteger x) {
        if (x.bitLength() > MAX_BITS) {
            throw new ArithmeticException("result is too large");
        }
        return x;
    }

    private static @Nullable PyValue floats(BinaryOp op, double x, double y) {
        return switch (op) {
            case ADD -> new PyFloat(x + y);
            case SUB -> new PyFloat(x - y);
            case MUL -> new PyFloat(x * y);
            case DIV -> {
                nonZero(y != 0);
                yield new PyFloat(x / y);
            }
            case FLOOR_DIV -> {
                nonZero(y != 0);
                yield new PyFloat(Math.floor((x - floorMod(x, y)) / y + 0.5));
            }
            case MOD -> {
                nonZero(y != 0);
                yield new PyFloat(floorMod(x, y));
            }
            case POW -> new PyFloat(Math.pow(x, y));
            case MATMUL, SHL, SHR, BIT_AND, BIT_OR, BIT_XOR -> null;
        };
    }

    private static double floorMod(double x, double y) {
        double r = x % y;
        return r != 0 && (r < 0) != (y < 0) ? r + y : r;
    }

    private static void nonZero(boolean holds) {
        if (!holds) {
            throw new ArithmeticException("division by zero");
        }
    }

    /// `left op right` for the comparisons but `in`; `==` and `!=` take everything known.
    public static @Nullable PyBool compare(CompareOp op, PyValue left, PyValue right) {
        return switch (op) {
            case EQ -> equality(left, right, true);
            case NE -> equality(left, right, false);
            case LT, LE, GT, GE -> order(op, left, right);
            case IN, NOT_IN -> membership(op, left, right);
            case IS -> PyBool.of(same(left, right));
            case IS_NOT -> PyBool.of(!same(left, right));
        };
    }

    private static @Nullable PyBool equality(PyValue left, PyValue right, boolean equal) {
        Boolean known = knownEqual(left, right);
        return known == null ? null : PyBool.of(known == equal);
    }

    /// Whether two values are equal; null if only the program could tell, as for numbers that it
    /// computes.
    private static @Nullable Boolean knownEqual(PyValue left, PyValue right) {
        if (left instanceof TupleValue a && right instanceof TupleValue b) {
            Boolean all = a.size() == b.size();
            for (int i = 0; i < a.size() && !Boolean.FALSE.equals(all); i++) {
                Boolean one = knownEqual(a.elements().get(i), b.elements().get(i));
                all = one == null || !one ? one : all;
            }
            return all;
        }
        boolean computed =
                left instanceof Tensor && (right instanceof Tensor || isNumber(right))
                        || right instanceof Tensor && isNumber(left);
        boolean equal = equal(left, right);
        return computed && !equal ? null : Boolean.valueOf(equal);
    }

    private static @Nullable PyBool order(CompareOp op, PyValue left, PyValue right) {
        int sign;
        if (isNumber(left) && isNumber(right)) {
            BigInteger x = integer(left);
            BigInteger y = integer(right);
            if (x == null || y == null) {
                return PyBool.of(ordered(op, real(left), real(right)));
            }
            sign = x.compareTo(y);
        } else if (left instanceof PyString a && right instanceof PyString b) {
            sign = a.value().compareTo(b.value());
        } else {
            return null;
        }
        return PyBool.of(ordered(op, sign, 0));
    }

    private static boolean ordered(CompareOp op, double x, double y) {
        return switch (op) {
            case LT -> x < y;
            case LE -> x <= y;
            case GT -> x > y;
            case GE -> x >= y;
            default -> throw new IllegalArgumentException("no order: " + op);
        };
    }

    private static @Nullable PyBool membership(CompareOp op, PyValue left, PyValue right) {
        Boolean found = null;
        if (right instanceof TupleValue t) {
            found = false;
            for (PyValue element : t.elements()) {
                Boolean equal = knownEqual(left, element);
                found = equal == null || equal ? equal : found;
                if (!Boolean.FALSE.equals(found)) {
                    break;
                }
            }
        } else if (left instanceof PyString a && right instanceof PyString b) {
            found = b.value().contains(a.value());
        }
        return found == null ? null : PyBool.of(found == (op == CompareOp.IN));
    }

    /// Python's `==` between values known at compile time; tensors are equal if they are one value.
    public static boolean equal(PyValue left, PyValue right) {
        BigInteger x = integer(left);
        BigInteger y = integer(right);
        if (x != null && y != null) {
            return x.equals(y);
        }
        if (isNumber(left) && isNumber(right)) {
            return real(left) == real(right);
        }
        if (left instanceof TupleValue a && right instanceof TupleValue b) {
            boolean all = a.size() == b.size();
            for (int i = 0; all && i < a.size(); i++) {
                all = equal(a.elements().get(i), b.elements().get(i));
            }
            return all;
        }
        return left.equals(right);
    }

    private static boolean same(PyValue left, PyValue right) {
        if (left instanceof FunctionValue f && right instanceof FunctionValue g) {
            return f.function() == g.function();
        }
        boolean constants = left instanceof Constexpr && right instanceof Constexpr;
        boolean named = left instanceof BuiltinValue && right instanceof BuiltinValue;
        return (constants || named) && left.equals(right)
                || left instanceof Tensor a && right instanceof Tensor b && a.equals(b);
    }

    /// Python's truth of a value known at compile time; null for a tensor.
    public static @Nullable Boolean truth(PyValue value) {
        if (value instanceof PyBool b) {
            return b.value();
        }
        if (value instanceof PyInt i) {
            return i.value().signum() != 0;
        }
        if (value instanceof PyFloat f) {
            return f.value() != 0;
        }
        if (value instanceof PyString s) {
            return !s.value().isEmpty();
        }
        if (value instanceof TupleValue t) {
            return t.size() != 0;
        }
        return value instanceof PyNone ? Boolean.FALSE : value instanceof PyType ? true : null;
    }

    /// The integer that an `int` or a `bool` is; null for anything else.
    public static @Nullable BigInteger integer(PyValue value) {
        if (value instanceof PyInt i) {
            return i.value();
        }
        return value instanceof PyBool b ? (b.value() ? BigInteger.ONE : BigInteger.ZERO) : null;
    }

    public static boolean isNumber(PyValue value) {
        return Conversion.isNumber(value);
    }

    /// The value of a number as a float.
    public static double real(PyValue number) {
        BigInteger integer = integer(number);
        return integer != null ? integer.doubleValue() : ((PyFloat) number).value();
    }
}
