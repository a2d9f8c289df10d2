package tritonc.codegen.jvm;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

import java.util.Arrays;

/// One method while it is written: instructions, local variables taken and given back like a stack,
/// and the frames at its labels. The code is structured, so that the locals at a label are those
/// taken where it is placed, and no analysis has to find them. Labels that are jumped to are placed
/// with nothing on the operand stack, or with a single value.
final class Code {
    /// The most entries that an instruction sequence of this back end needs on the operand stack;
    /// the tests verify every class.
    private static final int MAX_STACK = 32;

    static final String RUNTIME = "tritonc/runtime/kernel/";
    private static final Object[] EMPTY = {};

    private final MethodVisitor out;
    private Object[] types = new Object[16];
    private final int first;
    private int next;
    private int most;
    private int line = -1;
    private boolean afterFrame;

    /// @param locals frame types of the receiver and the parameters, long ones once
    Code(MethodVisitor out, Object... locals) {
        this.out = out;
        for (Object type : locals) {
            take(type, isWide(type) ? 2 : 1);
        }
        this.first = next;
        out.visitCode();
    }

    private static boolean isWide(Object type) {
        return type.equals(Opcodes.LONG) || type.equals(Opcodes.DOUBLE);
    }

    /// Ends the method with a `return` and gives it to the class.
    void end() {
        end(Opcodes.RETURN);
    }

    void end(int returns) {
        out.visitInsn(returns);
        out.visitMaxs(MAX_STACK, most);
        out.visitEnd();
    }

    /// The first local after receiver and parameters.
    int firstLocal() {
        return first;
    }

    // Local variables

    /// A fresh local, free again after [#release] of a mark taken before.
    int take(Carrier carrier) {
        return take(carrier.frameType(), carrier.slots());
    }

    /// A fresh local for a reference.
    ///
    /// @param type internal name or descriptor of an array
    int takeReference(String type) {
        return take(type, 1);
    }

    private int take(Object type, int slots) {
        int slot = next;
        next += slots;
        most = Math.max(most, next);
        if (next > types.length) {
            types = Arrays.copyOf(types, next * 2);
        }
        types[slot] = type;
        return slot;
    }

    int mark() {
        return next;
    }

    /// Gives back all locals taken since `mark`.
    void release(int mark) {
        next = mark;
    }

    void load(Carrier carrier, int slot) {
        emit().visitVarInsn(carrier.opcode(Opcodes.ILOAD), slot);
    }

    void store(Carrier carrier, int slot) {
        emit().visitVarInsn(carrier.opcode(Opcodes.ISTORE), slot);
    }

    void loadReference(int slot) {
        emit().visitVarInsn(Opcodes.ALOAD, slot);
    }

    void storeReference(int slot) {
        emit().visitVarInsn(Opcodes.ASTORE, slot);
    }

    void increment(int slot) {
        emit().visitIincInsn(slot, 1);
    }

    // Labels and frames

    /// Places a label that is jumped to, with nothing on the operand stack.
    void place(Label label) {
        frame(label, 0, EMPTY);
    }

    /// Places a label that is jumped to with one value of `carrier` on the operand stack.
    void place(Label label, Carrier carrier) {
        frame(label, 1, new Object[] {carrier.frameType()});
    }

    private void frame(Label label, int stackSize, Object[] stack) {
        if (afterFrame) {
            // two frames need an instruction between them
            out.visitInsn(Opcodes.NOP);
        }
        afterFrame = true;
        out.visitLabel(label);
        Object[] locals = new Object[next];
        int count = 0;
        for (int slot = 0; slot < next; slot += isWide(types[slot]) ? 2 : 1) {
            locals[count++] = types[slot];
        }
        out.visitFrame(Opcodes.F_NEW, count, locals, stackSize, stack);
    }

    private MethodVisitor emit() {
        afterFrame = false;
        return out;
    }

    // Instructions

    void op(int opcode) {
        emit().visitInsn(opcode);
    }

    /// An instruction of the family that `ofInt` begins, for this carrier.
    void op(int ofInt, Carrier carrier) {
        op(carrier.opcode(ofInt));
    }

    void jump(int opcode, Label to) {
        emit().visitJumpInsn(opcode, to);
    }

    void line(int number) {
        if (number > 0 && number != line && number <= 0xFFFF) {
            line = number;
            Label here = new Label();
            out.visitLabel(here);
            out.visitLineNumber(number, here);
        }
    }

    void push(int value) {
        if (value >= -1 && value <= 5) {
            emit().visitInsn(Opcodes.ICONST_0 + value);
        } else if (value == (byte) value) {
            emit().visitIntInsn(Opcodes.BIPUSH, value);
        } else if (value == (short) value) {
            emit().visitIntInsn(Opcodes.SIPUSH, value);
        } else {
            emit().visitLdcInsn(value);
        }
    }

    void push(long value) {
        if (value == 0 || value == 1) {
            emit().visitInsn(Opcodes.LCONST_0 + (int) value);
        } else if (value == (byte) value) {
            push((int) value);
            emit().visitInsn(Opcodes.I2L);
        } else {
            emit().visitLdcInsn(value);
        }
    }

    void push(String text) {
        emit().visitLdcInsn(text);
    }

    void push(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (bits == 0) {
            emit().visitInsn(Opcodes.FCONST_0);
        } else if (value == 1) {
            emit().visitInsn(Opcodes.FCONST_1);
        } else {
            emit().visitLdcInsn(value);
        }
    }

    void push(double value) {
        long bits = Double.doubleToRawLongBits(value);
        if (bits == 0) {
            emit().visitInsn(Opcodes.DCONST_0);
        } else if (value == 1) {
            emit().visitInsn(Opcodes.DCONST_1);
        } else {
            emit().visitLdcInsn(value);
        }
    }

    /// A lane as tile IR represents it, in the carrier of its type.
    void pushLane(ElementType type, long lane) {
        if (!(type instanceof DType dtype)) {
            push(lane);
            return;
        }
        switch (dtype) {
            case I1, I8, I16, I32, U8, U16, U32 -> push((int) lane);
            case FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 -> push((int) lane);
            case I64, U64 -> push(lane);
            case FP16 -> push(Float.float16ToFloat((short) lane));
            case BF16 -> push(Float.intBitsToFloat((int) lane << 16));
            case FP32 -> push(Float.intBitsToFloat((int) lane));
            case FP64 -> push(Double.longBitsToDouble(lane));
        }
    }

    /// Calls a static method of a support class of the runtime.
    void support(String type, String name, String descriptor) {
        call(RUNTIME + type, name, descriptor);
    }

    /// Calls a static method.
    void call(String type, String name, String descriptor) {
        emit().visitMethodInsn(Opcodes.INVOKESTATIC, type, name, descriptor, false);
    }

    /// Calls a method of the kernel itself; receiver and arguments are on the stack.
    void self(String type, String name, String descriptor) {
        emit().visitMethodInsn(Opcodes.INVOKEVIRTUAL, type, name, descriptor, false);
    }

    void field(int opcode, String type, String name, String descriptor) {
        emit().visitFieldInsn(opcode, type, name, descriptor);
    }

    void newArray(int elementType) {
        emit().visitIntInsn(Opcodes.NEWARRAY, elementType);
    }
}
