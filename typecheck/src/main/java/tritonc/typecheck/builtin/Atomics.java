package tritonc.typecheck.builtin;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.tile.AtomicKind;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Semantic;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
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
        return new Tensor(
                semantics
                        .emitter()
                        .add(
                                new MemoryOp.AtomicRmw(
                                        kind, pointer, access.value(), access.mask(), semantic)));
    }

    /// Stores `val` where the old value has the bits of `cmp`; gives the old value.
    PyValue cas(Call call) {
        Bound args = call.bind(CAS);
        Semantic semantic = Options.semantic(args, 3, 4);
        Value pointer = memory.pointer(args);
        memory.notConst(args, pointer);
        ElementType element = Memory.pointee(pointer);
        if (element.bits() < 16) {
            throw Mistake.at(
                            args.span(0),
                            Code.ATOMIC_TYPE,
                            "`" + args.name() + "` does not work on " + element)
                    .label(args.span(0), args.get(0).describe())
                    .help("it works on elements of 16, 32 and 64 bits");
        }
        Value compare = memory.value(args, pointer, 1);
        Value value = memory.value(args, pointer, 2);
        MemoryOp swap =
                new MemoryOp.AtomicRmw(AtomicKind.XCHG, pointer, value, compare, null, semantic);
        return new Tensor(semantics.emitter().add(swap));
    }

    /// @throws Mistake if there is no such atomic on elements of this type
    static void checkType(AtomicKind kind, ElementType element, Bound args) {
        if (!supported(kind, element)) {
            throw Mistake.at(
                            args.span(0),
                            Code.ATOMIC_TYPE,
                            "`" + args.name() + "` does not work on " + element)
                    .label(args.span(0), args.get(0).describe())
                    .help(
                            kind == AtomicKind.ADD
                                    ? "it works on i32, i64, u32, u64 and floats from fp16"
                                    : "it works on integers of 32 and 64 bits"
                                            + (isBitwise(kind) ? "" : ", fp32 and fp64"));
        }
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
        return kind == AtomicKind.ADD ? half || wide : wide && !isBitwise(kind);
    }
}
