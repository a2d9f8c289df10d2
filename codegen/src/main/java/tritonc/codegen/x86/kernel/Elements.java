package tritonc.codegen.x86.kernel;

import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

/// Single elements of tensors: between memory's format, bits in a general register, and what a
/// scalar is carried as.
final class Elements {
    private final Code code;

    Elements(Code code) {
        this.code = code;
    }

    private static boolean isDirect(ElementType type) {
        return type == DType.FP32 || type == DType.FP64;
    }

    /// Reads an element into the register of a scalar.
    void read(ElementType type, Reg to, Mem from) {
        if (isDirect(type)) {
            code.add(type == DType.FP64 ? VectorOp.VMOVSD : VectorOp.VMOVSS, 128, to, from);
        } else {
            Reg bits = code.general();
            readBits(type, bits, from);
            carried(type, to, bits);
        }
    }

    /// Writes the register of a scalar to an element.
    void write(ElementType type, Mem to, Reg from) {
        if (isDirect(type)) {
            boolean wide = type == DType.FP64;
            VectorOp op = wide ? VectorOp.VMOVSD_STORE : VectorOp.VMOVSS_STORE;
            code.add(op, 128, to, from);
        } else {
            Reg bits = Kinds.isHalf(type) ? bits(type, from) : from;
            code.add(ScalarOp.MOV_, 8 * type.bytes(), to, bits);
        }
    }

    /// Reads the bits of an element, zeros above.
    void readBits(ElementType type, Reg to, Mem from) {
        switch (type.bytes()) {
            case 1 -> code.add(ScalarOp.MOVZX_B, 32, to, from);
            case 2 -> code.add(ScalarOp.MOVZX_W, 32, to, from);
            case 4 -> code.add(ScalarOp.MOV_, 32, to, from);
            default -> code.add(ScalarOp.MOV_, 64, to, from);
        }
    }

    /// The bits of a scalar, zeros above.
    Reg bits(ElementType type, Reg from) {
        Reg to = code.general();
        if (type == DType.FP64) {
            code.add(VectorOp.VMOVQ_STORE, 128, to, from);
        } else if (type == DType.FP16) {
            Reg half = code.vector();
            code.add(VectorOp.VCVTPS2PH, 128, half, from, new Imm(0));
            code.add(VectorOp.VMOVD_STORE, 128, to, half);
            code.add(ScalarOp.MOVZX_W, 32, to, to);
        } else if (Kinds.isFloat(type)) {
            code.add(VectorOp.VMOVD_STORE, 128, to, from);
            if (type == DType.BF16) {
                code.add(ScalarOp.SHR, 32, to, new Imm(16));
            }
        } else {
            switch (type.bytes()) {
                case 1 -> code.add(ScalarOp.MOVZX_B, 32, to, from);
                case 2 -> code.add(ScalarOp.MOVZX_W, 32, to, from);
                case 4 -> code.add(ScalarOp.MOV_, 32, to, from);
                default -> code.move(to, from);
            }
        }
        return to;
    }

    /// A scalar with the given bits; what lies above them is ignored.
    Reg carried(ElementType type, Reg bits) {
        Reg to = Kinds.isFloat(type) ? code.vector() : code.general();
        carried(type, to, bits);
        return to;
    }

    private void carried(ElementType type, Reg to, Reg bits) {
        if (!(type instanceof DType dtype)) {
            code.move(to, bits);
            return;
        }
        switch (dtype) {
            case I1 -> {
                Reg flag = code.general();
                code.add(ScalarOp.TEST, 8, bits, bits);
                code.add(ScalarOp.SETNE, 8, flag);
                code.add(ScalarOp.MOVZX_B, 32, to, flag);
            }
            case I8 -> code.add(ScalarOp.MOVSX_B, 32, to, bits);
            case U8, FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 ->
                    code.add(ScalarOp.MOVZX_B, 32, to, bits);
            case I16 -> code.add(ScalarOp.MOVSX_W, 32, to, bits);
            case U16 -> code.add(ScalarOp.MOVZX_W, 32, to, bits);
            case I32, U32 -> code.add(ScalarOp.MOV_, 32, to, bits);
            case I64, U64 -> code.move(to, bits);
            case FP32 -> code.add(VectorOp.VMOVD, 128, to, bits);
            case FP64 -> code.add(VectorOp.VMOVQ, 128, to, bits);
            case FP16 -> {
                code.add(VectorOp.VMOVD, 128, to, bits);
                code.add(VectorOp.VCVTPH2PS, 128, to, to);
            }
            case BF16 -> {
                Reg high = code.general();
                code.move(high, bits);
                code.add(ScalarOp.SHL, 32, high, new Imm(16));
                code.add(VectorOp.VMOVD, 128, to, high);
            }
        }
    }
}
