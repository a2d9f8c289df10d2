package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Quotients and remainders of 64-bit integers in lanes by a number that all turns of a strip
/// share, without divisions, exact for all numbers (T. Granlund, P. Montgomery, Division by
/// Invariant Integers using Multiplication, PLDI 1994, section 4).
///
/// With 2^(l-1) < d ≤ 2^l and m = ⌊2^64 · (2^l - d) / d⌋ + 1, t = ⌊m · n / 2^64⌋ gives ⌊n / d⌋ = (t
/// + (n - t) / 2^min(l, 1)) / 2^max(l - 1, 0). Numbers with a sign are divided by their sizes,
///   which are 2^63 at most: there t + n fits 64 bits, and ⌊n / d⌋ = (t + n) / 2^l. The least
///   number has itself as size, and the least number by -1 becomes itself again.
///
/// For a divisor 0 the numbers are those of d = 1, so that remainders are 0, and quotients are
/// shifted by 64, which leaves 0.
final class WideDivision {
    private static final int WIDTH = 64;

    private final Code code;

    /// The quotients of sizes in the block that is written, for remainders of the same numbers.
    private final Map<Dividend, Reg> quotients = new HashMap<>();

    private Code.@Nullable Block block;

    private record Dividend(Divisor divisor, Reg lanes) {}

    /// @param bits of a vector of them
    /// @param known what it is, or null
    record Divisor(Reg lanes, boolean signed, int bits, @Nullable Long known) {}

    private enum Part {
        SIZE,
        MULTIPLIER,
        UPPER,
        FIRST_SHIFT,
        SHIFT,
        QUOTIENT_SHIFT,
        SIGN
    }

    /// What is computed once, by what it is.
    private record Key(Divisor divisor, Part part) {}

    WideDivision(Code code) {
        this.code = code;
    }

    /// Whether lanes can be divided so.
    boolean takes(Divisor d) {
        return d.known() != null || code.isKept(d.lanes());
    }

    void divide(boolean quotient, Divisor d, Reg to, Reg n) {
        int bits = d.bits();
        Reg size = n;
        Reg sign = n;
        if (d.signed()) {
            size = code.vector();
            sign = code.vector();
            code.add(VectorOp.VPABSQ, bits, size, n);
            code.add(VectorOp.VPSRAQ_I, bits, sign, n, new Imm(WIDTH - 1));
        }
        Reg whole = shifted(d, unshifted(d, n, size), quotient);
        if (!quotient) {
            Reg product = code.vector();
            Reg rest = code.vector();
            code.add(VectorOp.VPMULLQ, bits, product, whole, part(d, Part.SIZE));
            code.add(VectorOp.VPSUBQ, bits, rest, size, product);
            whole = rest;
        }
        if (!d.signed()) {
            code.move(to, whole);
            return;
        }
        if (quotient) {
            Reg both = code.vector();
            code.add(VectorOp.VPXORQ, bits, both, sign, part(d, Part.SIGN));
            sign = both;
        }
        Reg flipped = code.vector();
        code.add(VectorOp.VPXORQ, bits, flipped, whole, sign);
        code.add(VectorOp.VPSUBQ, bits, to, flipped, sign);
    }

    /// The quotient of sizes before the last shift.
    private Reg unshifted(Divisor d, Reg n, Reg size) {
        if (block != code.here()) {
            block = code.here();
            quotients.clear();
        }
        Reg known = quotients.get(new Dividend(d, n));
        if (known != null) {
            return known;
        }
        Reg high = high(d.bits(), size, part(d, Part.MULTIPLIER), part(d, Part.UPPER));
        Reg sum = code.vector();
        if (d.signed()) {
            code.add(VectorOp.VPADDQ, d.bits(), sum, high, size);
        } else {
            Reg left = code.vector();
            Reg half = code.vector();
            code.add(VectorOp.VPSUBQ, d.bits(), left, size, high);
            code.add(VectorOp.VPSRLVQ, d.bits(), half, left, part(d, Part.FIRST_SHIFT));
            code.add(VectorOp.VPADDQ, d.bits(), sum, half, high);
        }
        quotients.put(new Dividend(d, n), sum);
        return sum;
    }

    private Reg shifted(Divisor d, Reg sum, boolean quotient) {
        Reg to = code.vector();
        Part shift = quotient ? Part.QUOTIENT_SHIFT : Part.SHIFT;
        code.add(VectorOp.VPSRLVQ, d.bits(), to, sum, part(d, shift));
        return to;
    }

    /// The upper halves of products of lanes without sign.
    ///
    /// @param upper the upper halves of `b`, in the lower ones
    private Reg high(int bits, Reg a, Reg b, Reg upper) {
        Reg above = code.vector();
        code.add(VectorOp.VPSRLQ_I, bits, above, a, new Imm(32));
        Reg low = product(bits, a, b);
        Reg first = product(bits, above, b);
        Reg second = product(bits, a, upper);
        Reg all = product(bits, above, upper);
        code.add(VectorOp.VPSRLQ_I, bits, low, low, new Imm(32));
        code.add(VectorOp.VPADDQ, bits, first, first, low);
        Mem half = code.constant(0xFFFF_FFFFL, 8);
        Reg carry = code.vector();
        code.add(Insn.of(VectorOp.VPANDQ, bits, carry, first, half).broadcasting());
        code.add(VectorOp.VPADDQ, bits, second, second, carry);
        code.add(VectorOp.VPSRLQ_I, bits, first, first, new Imm(32));
        code.add(VectorOp.VPSRLQ_I, bits, second, second, new Imm(32));
        code.add(VectorOp.VPADDQ, bits, all, all, first);
        code.add(VectorOp.VPADDQ, bits, all, all, second);
        return all;
    }

    private Reg product(int bits, Reg a, Reg b) {
        Reg to = code.vector();
        code.add(VectorOp.VPMULUDQ, bits, to, a, b);
        return to;
    }

    /// The upper halves of products.
    void multiplyHigh(boolean signed, int bits, Reg to, Reg a, Reg b) {
        Reg upper = code.vector();
        code.add(VectorOp.VPSRLQ_I, bits, upper, b, new Imm(32));
        Reg high = high(bits, a, b, upper);
        if (signed) {
            // a number below 0 was read as 2^64 too much
            code.add(VectorOp.VPSUBQ, bits, high, high, ifNegative(bits, a, b));
            code.add(VectorOp.VPSUBQ, bits, high, high, ifNegative(bits, b, a));
        }
        code.move(to, high);
    }

    private Reg ifNegative(int bits, Reg a, Reg b) {
        Reg sign = code.vector();
        code.add(VectorOp.VPSRAQ_I, bits, sign, a, new Imm(WIDTH - 1));
        code.add(VectorOp.VPANDQ, bits, sign, sign, b);
        return sign;
    }

    /// A vector that belongs to a divisor, computed before the turns where that can be.
    private Reg part(Divisor d, Part part) {
        Long known = d.known();
        Supplier<Reg> writer =
                known != null
                        ? () -> spread(d, new Known(d.signed(), known).part(part))
                        : () -> computed(d, part);
        return code.isKept(d.lanes()) ? code.before(new Key(d, part), writer) : writer.get();
    }

    private Reg spread(Divisor d, long number) {
        Reg to = code.vector();
        code.add(VectorOp.VPBROADCASTQ, d.bits(), to, code.constant(number, 8));
        return to;
    }

    private Reg computed(Divisor d, Part part) {
        Reg to = code.vector();
        switch (part) {
            case UPPER ->
                    code.add(
                            VectorOp.VPSRLQ_I, d.bits(), to, part(d, Part.MULTIPLIER), new Imm(32));
            case SIGN -> code.add(VectorOp.VPSRAQ_I, d.bits(), to, d.lanes(), new Imm(WIDTH - 1));
            default -> code.add(VectorOp.VPBROADCASTQ_G, d.bits(), to, scalar(d, part));
        }
        return to;
    }

    private Reg scalar(Divisor d, Part part) {
        Reg number = code.general();
        Reg size = size(d, number);
        Reg below = code.general();
        Reg shift = code.number(WIDTH);
        code.move(below, size);
        code.add(ScalarOp.SUB, 64, below, new Imm(1));
        Reg zeros = code.general();
        code.add(ScalarOp.LZCNT, 64, zeros, below);
        code.add(ScalarOp.SUB, 64, shift, zeros);
        return switch (part) {
            case SIZE -> size;
            case MULTIPLIER -> multiplier(size, below, shift);
            case FIRST_SHIFT -> least(shift, 1);
            case SHIFT -> d.signed() ? shift : lowered(shift);
            case QUOTIENT_SHIFT -> {
                Reg last = d.signed() ? shift : lowered(shift);
                Reg beyond = code.number(WIDTH);
                code.add(ScalarOp.TEST, 64, number, number);
                code.add(ScalarOp.CMOVE, 64, last, beyond);
                yield last;
            }
            case UPPER, SIGN -> throw new IllegalArgumentException("a vector: " + part);
        };
    }

    /// The divisor's size, 1 for 0.
    private Reg size(Divisor d, Reg number) {
        Reg size = code.general();
        Reg one = code.number(1);
        code.add(VectorOp.VMOVQ_STORE, 128, number, d.lanes());
        code.move(size, number);
        if (d.signed()) {
            code.add(ScalarOp.NEG, 64, size);
            code.add(ScalarOp.CMOVS, 64, size, number);
        }
        code.add(ScalarOp.TEST, 64, size, size);
        code.add(ScalarOp.CMOVE, 64, size, one);
        return size;
    }

    /// @param below the size less 1
    private Reg multiplier(Reg size, Reg below, Reg shift) {
        Reg all = code.number(-1);
        Reg high = code.general();
        code.add(VectorOp.BZHI_Q, 128, high, all, shift);
        code.add(ScalarOp.SUB, 64, high, below);
        code.move(Reg.RDX, high);
        code.add(ScalarOp.MOV_, 32, Reg.RAX, new Imm(0));
        code.add(ScalarOp.DIV, 64, size);
        Reg to = code.general();
        code.move(to, Reg.RAX);
        code.add(ScalarOp.ADD, 64, to, new Imm(1));
        return to;
    }

    private Reg least(Reg a, int most) {
        Reg b = code.number(most);
        code.add(ScalarOp.CMP, 64, a, b);
        code.add(ScalarOp.CMOVA, 64, a, b);
        return a;
    }

    /// One less, but not below 0.
    private Reg lowered(Reg a) {
        Reg zero = code.number(0);
        code.add(ScalarOp.SUB, 64, a, new Imm(1));
        code.add(ScalarOp.CMOVS, 64, a, zero);
        return a;
    }

    /// The same of a number that is known now.
    private record Known(boolean signed, long divisor) {
        private long size() {
            long size = signed ? Math.abs(divisor) : divisor;
            return size == 0 ? 1 : size;
        }

        private int shift() {
            return WIDTH - Long.numberOfLeadingZeros(size() - 1);
        }

        private long multiplier() {
            BigInteger size = new BigInteger(Long.toUnsignedString(size()));
            BigInteger left = BigInteger.ONE.shiftLeft(shift()).subtract(size);
            return left.shiftLeft(WIDTH).divide(size).longValue() + 1;
        }

        long part(Part part) {
            int shift = signed ? shift() : Math.max(shift() - 1, 0);
            return switch (part) {
                case SIZE -> size();
                case MULTIPLIER -> multiplier();
                case UPPER -> multiplier() >>> 32;
                case FIRST_SHIFT -> Math.min(shift(), 1);
                case SHIFT -> shift;
                case QUOTIENT_SHIFT -> divisor == 0 ? WIDTH : shift;
                case SIGN -> divisor >> WIDTH - 1;
            };
        }
    }
}
