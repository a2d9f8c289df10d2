package tritonc.codegen.jvm;

import org.objectweb.asm.Opcodes;

import tritonc.codegen.loop.Memory;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

/// Lets kernels whose loops wait count how often they change memory: who does gets the launch on.
/// In other kernels nothing is counted.
final class Changes {
    private final Scope scope;
    private final Code code;

    Changes(Scope scope) {
        this.scope = scope;
        this.code = scope.code();
    }

    /// Counts a store.
    void stored() {
        if (scope.outline().waits()) {
            code.loadReference(0);
            code.self(scope.type(), "changed", "()V");
        }
    }

    /// Counts an atomic if it changed memory. The old lane stays on the stack.
    ///
    /// @param kind as the runtime numbers it
    void joined(Memory.Atomic atomic, ElementType type, int kind) {
        if (!scope.outline().waits()) {
            return;
        }
        int mark = code.mark();
        Carrier carrier = Carrier.of(type);
        int old = code.take(carrier);
        code.store(carrier, old);
        code.loadReference(0);
        code.load(carrier, old);
        widen(type);
        if (atomic.compare() == null) {
            scope.push(atomic.value());
            widen(type);
            code.push(kind);
            code.push(format(type));
            code.self(scope.type(), "changed", "(JJII)V");
        } else {
            scope.push(atomic.compare());
            widen(type);
            scope.push(atomic.value());
            widen(type);
            code.self(scope.type(), "swapped", "(JJJ)V");
        }
        code.load(carrier, old);
        code.release(mark);
    }

    /// Makes the bits of a lane a long.
    private void widen(ElementType type) {
        if (type instanceof DType d && d.isFloat()) {
            Casts.bitcast(code, d, bits(d));
        }
        if (type.bits() < 64) {
            code.op(Opcodes.I2L);
        }
    }

    /// The signed integer as wide as an element.
    static DType bits(ElementType type) {
        return switch (type.bits()) {
            case 16 -> DType.I16;
            case 32 -> DType.I32;
            default -> DType.I64;
        };
    }

    /// The element as the runtime numbers it.
    private static int format(ElementType type) {
        return switch (type) {
            case DType.I1 -> 0;
            case DType.I8 -> 1;
            case DType.U8 -> 2;
            case DType.I16 -> 3;
            case DType.U16 -> 4;
            case DType.I32 -> 5;
            case DType.U32 -> 6;
            case DType.I64 -> 7;
            case DType.FP16 -> 9;
            case DType.BF16 -> 10;
            case DType.FP32 -> 11;
            case DType.FP64 -> 12;
            default -> 8;
        };
    }
}
