package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Type;

/// Lanes of 8 and 16 bits at addresses of their own: the processor gathers 32 bits at least, which
/// may lie outside a tensor, so that each lane is read and written by itself.
final class NarrowGathers {
    private static final int ADDRESSES = 0;
    private static final int LANES = 1;

    private final Code code;
    private final Values values;
    private final LaneByLane single;
    private final FloatLanes floats;
    private final IntegerLanes lanes;

    NarrowGathers(Code code, Values values, LaneByLane single) {
        this.code = code;
        this.values = values;
        this.single = single;
        this.floats = new FloatLanes(code);
        this.lanes = new IntegerLanes(code);
    }

    void gather(Value result, Reg[] pointers, @Nullable Reg mask, @Nullable Value other) {
        Type type = result.type();
        ElementType element = type.element();
        int bits = code.width.narrowBits(type);
        Reg before = mask != null && other != null ? codes(other) : code.vector();
        if (mask == null || other == null) {
            code.add(VectorOp.VBROADCASTSS, bits, before, code.constant(0, 4));
        }
        single.put(ADDRESSES, pointers, code.width.wideBits(type));
        single.put(LANES, new Reg[] {before}, bits);
        single.each(
                type.size(),
                mask,
                lane -> {
                    Reg address = code.general();
                    Reg read = code.general();
                    code.add(ScalarOp.MOV_, 64, address, single.lane(ADDRESSES, lane, 8));
                    code.add(reading(element), 32, read, Mem.of(address));
                    code.add(ScalarOp.MOV_, 32, single.lane(LANES, lane, 4), read);
                });
        Reg codes = code.vector();
        single.take(LANES, new Reg[] {codes}, bits);
        if (element == DType.I1) {
            lanes.test(DType.I32, bits, values.one(result), codes);
        } else if (Kinds.isHalf(element)) {
            floats.ofCodes((DType) element, bits, values.one(result), codes);
        } else {
            code.move(values.one(result), codes);
        }
    }

    private static ScalarOp reading(ElementType type) {
        boolean signed = Kinds.isSigned(type);
        if (type.bits() == 16) {
            return signed ? ScalarOp.MOVSX_W : ScalarOp.MOVZX_W;
        }
        return signed ? ScalarOp.MOVSX_B : ScalarOp.MOVZX_B;
    }

    /// What memory holds of the lanes, in lanes of 32 bits.
    private Reg codes(Value value) {
        Type type = value.type();
        int bits = code.width.narrowBits(type);
        if (Kinds.isMask(type)) {
            Reg to = code.vector();
            lanes.ofMask(DType.I32, bits, to, values.of(value));
            return to;
        }
        if (Kinds.isHalf(type.element())) {
            Reg to = code.vector();
            floats.codes(type.dtype(), bits, to, values.of(value));
            return to;
        }
        return values.of(value);
    }

    void scatter(Value value, Reg[] pointers, @Nullable Reg mask) {
        Type type = value.type();
        single.put(ADDRESSES, pointers, code.width.wideBits(type));
        single.put(LANES, new Reg[] {codes(value)}, code.width.narrowBits(type));
        int bits = 8 * type.element().bytes();
        single.each(
                type.size(),
                mask,
                lane -> {
                    Reg address = code.general();
                    Reg written = code.general();
                    code.add(ScalarOp.MOV_, 64, address, single.lane(ADDRESSES, lane, 8));
                    code.add(ScalarOp.MOV_, 32, written, single.lane(LANES, lane, 4));
                    code.add(ScalarOp.MOV_, bits, Mem.of(address), written);
                });
    }
}
