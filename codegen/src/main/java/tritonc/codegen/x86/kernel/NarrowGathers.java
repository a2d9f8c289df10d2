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

/// Lanes at addresses of their own, each read and written by itself: those of 8 and 16 bits, as the
/// processor gathers 32 bits at least, which may lie outside a tensor; and wherever it has no
/// instruction.
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

    /// @param bytes of an element in memory: fewer than those of a lane, or as a lane is carried
    void scatter(Value value, int bytes, Reg[] pointers, @Nullable Reg mask) {
        Type type = value.type();
        int width = LaneByLane.bytes(type);
        boolean carried = bytes == width && !Kinds.isMask(type);
        Reg[] lanes = carried ? values.parts(value) : new Reg[] {codes(value)};
        single.put(ADDRESSES, pointers, code.width.wideBits(type));
        single.put(
                LANES, lanes, width == 8 ? code.width.wideBits(type) : code.width.narrowBits(type));
        single.each(
                type.size(),
                mask,
                lane -> {
                    Reg address = code.general();
                    Reg written = code.general();
                    code.add(ScalarOp.MOV_, 64, address, single.lane(ADDRESSES, lane, 8));
                    code.add(ScalarOp.MOV_, 8 * width, written, single.lane(LANES, lane, width));
                    code.add(ScalarOp.MOV_, 8 * bytes, Mem.of(address), written);
                });
    }
}
