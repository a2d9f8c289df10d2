package tritonc.runtime;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;

import java.math.BigInteger;

/// Arguments read as plain numbers.
final class ArgNumbers {
    private ArgNumbers() {}

    static int toInt(String name, long value) {
        if (value != (int) value) {
            throw mismatch(name, value, "an integer of 32 bits");
        }
        return (int) value;
    }

    static long toLong(String name, @Nullable Object value) {
        return switch (value) {
            case Integer i -> i;
            case Long l -> l;
            case Short s -> s;
            case Byte b -> b;
            case Boolean b -> b ? 1 : 0;
            case BigInteger b when b.bitLength() < Long.SIZE -> b.longValue();
            case Scalar s when s.type().isInteger() -> s.lane();
            case null, default -> throw mismatch(name, value, "an integer of 64 bits");
        };
    }

    static double toDouble(String name, @Nullable Object value) {
        return switch (value) {
            case Number n -> n.doubleValue();
            case Boolean b -> b ? 1 : 0;
            case Scalar s -> s.doubleValue();
            case null, default -> throw mismatch(name, value, "a number");
        };
    }

    private static TritonException mismatch(String name, @Nullable Object value, String wanted) {
        return new TritonException(
                Diagnostic.error(
                        Code.BAD_ARGUMENT,
                        "argument `"
                                + name
                                + "` is read as "
                                + wanted
                                + " but is "
                                + Args.describe(value)));
    }
}
