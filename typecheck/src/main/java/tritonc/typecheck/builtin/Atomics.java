package tritonc.typecheck.builtin;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.tile.AtomicKind;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Semantic;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.PointerType;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;

/// The atomic read-modify-writes.
final class Atomics {
    private static final Parameters RMW =
            Parameters.of(2, "pointer", "val", "mask", "sem", "scope");

    private static final Parameters CAS = Parameters.of(3, "pointer", "cmp", "val", "sem", "scope");

    private final Semantics semantics;
    private final Memory memory;

    Atomics(Semantics semantics, Memory memory) {
        this.semantics = semantics;
        this.memory = memory;
    }

    PyValue rmw(AtomicKind kind, Call call) {
        Bound args = call.bind(RMW);
        Semantic semantic = Options.semantic(args, 3, 4);
        Value pointer = memory.pointer(args);
        memory.notConst(args, pointer);
        checkType(kind, Memory.pointee(pointer), args);
        Memory.Access access = memory.access(args, pointer);
        Value value = access.value();
        if (isBitwise(kind) && value.type().element() instanceof DType d && d.isFloat()) {
            DType bits = d.bits() == 32 ? DType.I32 : DType.I64;
            Value words = semantics.emitter().cast(pointer, new PointerType(bits));
            Value word = semantics.conversion().bitcast(value, bits, args.span());
            Value old = swapped(kind, words, word, access.mask(), semantic);
            return new Tensor(semantics.conversion().bitcast(old, d, args.span()));
        }
        return new Tensor(swapped(kind, pointer, value, access.mask(), semantic));
    }

    private Value swapped(
            AtomicKind kind, Value pointer, Value value, @Nullable Value mask, Semantic semantic) {
        return semantics
                .emitter()
                .add(new MemoryOp.AtomicRmw(kind, pointer, value, mask, semantic));
    }

    /// Stores `val` where the old value has the bits of `cmp`; gives the old value.
    PyValue cas(Call call) {
        Bound args = call.bind(CAS);
        Semantic semantic = Options.semantic(args, 3, 4);
        Value pointer = memory.pointer(args);
        memory.notConst(args, pointer);
        ElementType element = Memory.pointee(pointer);
        if (element.bits() < 16) {
            throw without(element, args).help("it works on elements of 16, 32 and 64 bits");
        }
        Value compare = memory.value(args, pointer, 1);
        Value value = memory.value(args, pointer, 2);
        MemoryOp swap =
                new MemoryOp.AtomicRmw(AtomicKind.XCHG, pointer, value, compare, null, semantic);
        Value old = semantics.emitter().add(swap);
        // Triton gives it the type of the value, which may differ in its sign
        return args.get(2) instanceof Tensor t && differInSign(element, t.element())
                ? new Tensor(semantics.conversion().bitcast(old, t.element(), args.span()))
                : new Tensor(old);
    }

    static boolean differInSign(ElementType a, ElementType b) {
        return a instanceof DType own
                && b instanceof DType other
                && own.isInteger()
                && other.isInteger()
                && own.bits() == other.bits();
    }

    /// @throws Mistake if there is no such atomic on elements of this type
    private static void checkType(AtomicKind kind, ElementType element, Bound args) {
        if (!supported(kind, element)) {
            throw without(element, args)
                    .help(
                            kind == AtomicKind.ADD
                                    ? "it works on i32, i64, u32, u64 and floats from fp16"
                                    : "it works on integers of 32 and 64 bits, fp32 and fp64");
        }
    }

    /// As [#checkType], of the updates through descriptors, whose bits are those of integers alone
    /// and whose extremes are those of halves too.
    ///
    /// @throws Mistake if there is no such update of elements of this type
    static void checkTile(AtomicKind kind, ElementType element, Bound args) {
        boolean good =
                element instanceof DType d && d.isFloat()
                        ? !isBitwise(kind) && d.bits() >= 16
                        : element instanceof DType && element.bits() >= 32;
        if (!good) {
            throw without(element, args)
                    .help(
                            isBitwise(kind)
                                    ? "it works on integers of 32 and 64 bits"
                                    : "it works on i32, i64, u32, u64 and floats from fp16");
        }
    }

    private static Mistake without(ElementType element, Bound args) {
        return Mistake.at(
                        args.span(0),
                        Code.ATOMIC_TYPE,
                        "`" + args.name() + "` does not work on " + element)
                .label(args.span(0), args.get(0).describe());
    }

    private static boolean isBitwise(AtomicKind kind) {
        return kind == AtomicKind.AND || kind == AtomicKind.OR || kind == AtomicKind.XOR;
    }

    private static boolean supported(AtomicKind kind, ElementType element) {
        if (!(element instanceof DType d)) {
            return kind == AtomicKind.XCHG;
        }
        if (d.isInteger()) {
            return d.bits() >= 32;
        }
        boolean half = d == DType.FP16 || d == DType.BF16;
        boolean wide = d == DType.FP32 || d == DType.FP64;
        return wide || half && kind == AtomicKind.ADD;
    }
}
