package tritonc.codegen.x86.kernel;

import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.math.FloatFormat;
import tritonc.ir.math.Lanes;
import tritonc.ir.tile.Rounding;
import tritonc.ir.type.DType;

/// Floats of 16 and 8 bits: their lanes' codes from fp64, rounded once, and the numbers that 8-bit
/// codes stand for.
///
/// To round |x| to a format: the sum of |x| and c, a power of two whose last bit is worth as much
/// as the last bit of the format at x, is rounded by the processor just there, and its bits above
/// those of c are the significand to be.
final class NarrowFloats {
    private static final int DOUBLE_BIAS = 1023;
    private static final int DOUBLE_MANTISSA = 52;

    /// Exponents above this one are too large for all formats.
    private static final int LARGE = 300;

    private final Code code;

    NarrowFloats(Code code) {
        this.code = code;
    }

    private Insn each(VectorOp op, int bits, Reg to, Reg a, long number) {
        return Insn.of(op, bits, to, a, code.constant(number, 8)).broadcasting();
    }

    /// The codes of fp64 lanes in lanes of 64 bits.
    Reg codes(Reg x, int bits, FloatFormat format, Rounding rounding) {
        int least = DOUBLE_BIAS + 1 - format.bias();
        Reg magnitude = code.vector();
        Reg exponent = code.vector();
        code.add(each(VectorOp.VPANDQ, bits, magnitude, x, Long.MAX_VALUE));
        code.add(VectorOp.VPSRLQ_I, bits, exponent, magnitude, new Imm(DOUBLE_MANTISSA));
        code.add(each(VectorOp.VPMAXUQ, bits, exponent, exponent, least));
        code.add(each(VectorOp.VPMINUQ, bits, exponent, exponent, DOUBLE_BIAS + LARGE));
        code.add(each(VectorOp.VPSUBQ, bits, exponent, exponent, least));
        Reg codes = kept(magnitude, exponent, bits, format, rounding);
        Reg above = code.vector();
        code.add(VectorOp.VPSLLQ_I, bits, above, exponent, new Imm(format.mantissa()));
        code.add(VectorOp.VPADDQ, bits, codes, codes, above);
        limit(codes, magnitude, bits, format, rounding);
        sign(codes, x, bits, format);
        Reg nan = code.mask();
        code.add(VectorOp.VCMPPD_K, bits, nan, x, x, new Imm(3));
        Mem quiet = code.constant(format.nan(), 8);
        code.add(Insn.of(VectorOp.VPBROADCASTQ, bits, codes, quiet).masked(nan, false));
        return codes;
    }

    /// The significands.
    ///
    /// @param exponent from the format's least on
    private Reg kept(Reg magnitude, Reg exponent, int bits, FloatFormat format, Rounding rounding) {
        Reg c = code.vector();
        Reg sum = code.vector();
        Reg kept = code.vector();
        long least = DOUBLE_BIAS + 1L - format.bias();
        long first = least + DOUBLE_MANTISSA - format.mantissa() << DOUBLE_MANTISSA;
        code.add(VectorOp.VPSLLQ_I, bits, c, exponent, new Imm(DOUBLE_MANTISSA));
        code.add(each(VectorOp.VPADDQ, bits, c, c, first));
        code.add(VectorOp.VADDPD, bits, sum, magnitude, c);
        code.add(VectorOp.VPSUBQ, bits, kept, sum, c);
        if (rounding == Rounding.RTZ) {
            Reg back = code.vector();
            Reg more = code.mask();
            code.add(VectorOp.VSUBPD, bits, back, sum, c);
            code.add(VectorOp.VCMPPD_K, bits, more, back, magnitude, new Imm(30));
            code.add(each(VectorOp.VPADDQ, bits, kept, kept, -1).masked(more, false));
        }
        return kept;
    }

    private void limit(Reg codes, Reg magnitude, int bits, FloatFormat format, Rounding rounding) {
        if (format.saturates()) {
            code.add(each(VectorOp.VPMINUQ, bits, codes, codes, format.largest()));
            return;
        }
        boolean cuts = rounding == Rounding.RTZ;
        int most = cuts ? format.largest() : format.infinity();
        code.add(each(VectorOp.VPMINUQ, bits, codes, codes, most));
        if (cuts) {
            Reg infinite = code.mask();
            long infinity = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
            Mem limit = code.constant(infinity, 8);
            code.add(
                    Insn.of(VectorOp.VPCMPUQ, bits, infinite, magnitude, limit, new Imm(0))
                            .broadcasting());
            Mem code8 = code.constant(format.infinity(), 8);
            code.add(Insn.of(VectorOp.VPBROADCASTQ, bits, codes, code8).masked(infinite, false));
        }
    }

    private void sign(Reg codes, Reg x, int bits, FloatFormat format) {
        Reg sign = code.vector();
        code.add(VectorOp.VPSRLQ_I, bits, sign, x, new Imm(63));
        int place = Integer.numberOfTrailingZeros(format.signBit());
        code.add(VectorOp.VPSLLQ_I, bits, sign, sign, new Imm(place));
        if (format.oneZero()) {
            Reg some = code.mask();
            code.add(VectorOp.VPTESTMQ, bits, some, codes, codes);
            code.add(Insn.of(VectorOp.VPORQ, bits, codes, codes, sign).masked(some, false));
        } else {
            code.add(VectorOp.VPORQ, bits, codes, codes, sign);
        }
    }

    /// The fp32 numbers of 8-bit codes in lanes of 32 bits, looked up.
    Reg numbers(Reg codes, int bits, DType format) {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            table[i] = Float.floatToRawIntBits((float) Lanes.toDouble(format, i));
        }
        Reg base = code.general();
        code.add(ScalarOp.LEA, 64, base, code.constants(table));
        Reg all = code.mask();
        new Masks(code).constant(all, true);
        Reg index = code.vector();
        Mem low = code.constant(0xFF, 4);
        code.add(Insn.of(VectorOp.VPANDD, bits, index, codes, low).broadcasting());
        Reg to = code.vector();
        code.add(VectorOp.VBROADCASTSS, bits, to, code.constant(0, 4));
        Mem at = Mem.of(base, index, 4, 0);
        code.add(Insn.of(VectorOp.VPGATHERDD, bits, to, at).masked(all, false));
        return to;
    }
}
