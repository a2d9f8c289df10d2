package tritonc.typecheck.builtin;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.semantic.Shapes;
import tritonc.typecheck.semantic.Sites;
import tritonc.typecheck.value.BlockPointer;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.Constexpr.PyNone;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;

import java.util.List;

/// `tl.load` and `tl.store`, and what atomics share with them.
final class Memory {
    private static final Parameters LOAD =
            Parameters.of(
                    1,
                    "pointer",
                    "mask",
                    "other",
                    "boundary_check",
                    "padding_option",
                    "cache_modifier",
                    "eviction_policy",
                    "volatile");
    private static final Parameters STORE =
            Parameters.of(
                    2,
                    "pointer",
                    "value",
                    "mask",
                    "boundary_check",
                    "cache_modifier",
                    "eviction_policy");
    private static final List<String> LOAD_CACHES = List.of(".ca", ".cg", ".cs", ".cv");
    private static final List<String> STORE_CACHES = List.of(".wb", ".cg", ".cs", ".wt");

    private final Semantics semantics;
    private final Tiled tiled;

    Memory(Semantics semantics, Tiled tiled) {
        this.semantics = semantics;
        this.tiled = tiled;
    }

    PyValue load(Call call) {
        Bound args = call.bind(LOAD);
        CacheHint hint = Options.cache(args, 5, 6, LOAD_CACHES);
        boolean isVolatile = args.flag(7, false) || args.text(5).equals(".cv");
        if (args.get(0) instanceof BlockPointer p && !p.isDescriptor()) {
            Tiled.unmasked(args, 1);
            Tiled.unmasked(args, 2);
            boolean nan = Tiled.padsNan(args, 4, p.element());
            return tiled.load(p, Tiled.checked(args, 3, p.rank()), nan, hint, isVolatile);
        }
        Value pointer = pointer(args);
        if (args.has(2) && !args.has(1)) {
            throw Mistake.at(
                            args.span(2),
                            Code.OTHER_WITHOUT_MASK,
                            "`other` is what masked lanes read, but there is no mask")
                    .help("add `mask=…`, or leave `other` out");
        }
        noBoundary(args, 3);
        checkMask(args, 1);
        Shape shape = stretched(args, pointer, pointer.type().shape(), 1);
        shape = stretched(args, pointer, shape, 2);
        Value p = semantics.shapes().broadcast(pointer, shape);
        Value mask = operand(args, 1, DType.I1, shape);
        Value other = operand(args, 2, pointee(pointer), shape);
        return new Tensor(
                semantics.emitter().add(new MemoryOp.Load(p, mask, other, hint, isVolatile)));
    }

    /// `shape` made to hold an argument too.
    private static Shape stretched(Bound args, Value pointer, Shape shape, int index) {
        if (!(args.get(index) instanceof Tensor t) || !t.isBlock()) {
            return shape;
        }
        if (!pointer.type().isBlock()) {
            throw scalarPointer(args, index);
        }
        Sites at = new Sites(args.span(0), args.span(index));
        return Shapes.common(Type.of(pointer.type().element(), shape), t.type(), at);
    }

    PyValue store(Call call) {
        Bound args = call.bind(STORE);
        CacheHint hint = Options.cache(args, 4, 5, STORE_CACHES);
        if (args.get(0) instanceof BlockPointer p && !p.isDescriptor()) {
            Tiled.unmasked(args, 2);
            notConst(args, p.base().value());
            Tiled.Access access = tiled.access(p, Tiled.checked(args, 3, p.rank()));
            Value value = tiled.value(args, 1, p);
            semantics
                    .emitter()
                    .addAll(new MemoryOp.Store(access.pointers(), value, access.mask(), hint));
            return PyNone.NONE;
        }
        Value pointer = pointer(args);
        notConst(args, pointer);
        noBoundary(args, 3);
        Access access = access(args, pointer);
        semantics
                .emitter()
                .addAll(new MemoryOp.Store(pointer, access.value(), access.mask(), hint));
        return PyNone.NONE;
    }

    /// The second and third argument as value and mask of an access, in the shape of the pointer.
    Access access(Bound args, Value pointer) {
        checkMask(args, 2);
        Shape shape = pointer.type().shape();
        fits(args, pointer, 2);
        return new Access(value(args, pointer, 1), operand(args, 2, DType.I1, shape));
    }

    /// An argument as what an access writes, or compares with, in the shape of the pointer.
    Value value(Bound args, Value pointer, int index) {
        fits(args, pointer, index);
        return semantics
                .conversion()
                .operand(
                        args.get(index),
                        pointee(pointer),
                        pointer.type().shape(),
                        semantics.shapes(),
                        args.span(index));
    }

    /// What a store or an atomic writes, and where.
    record Access(Value value, @Nullable Value mask) {}

    private static void fits(Bound args, Value pointer, int index) {
        Shape shape = stretched(args, pointer, pointer.type().shape(), index);
        if (!shape.equals(pointer.type().shape())) {
            throw Mistake.at(
                            args.span(0),
                            Code.ACCESS_SHAPE,
                            "pointers of shape "
                                    + pointer.type().shape()
                                    + " do not reach all of shape "
                                    + shape)
                    .operands(
                            new Sites(args.span(0), args.span(index)),
                            args.get(0).describe(),
                            args.get(index).describe())
                    .help("broadcast the pointers first, such as by adding offsets of that shape");
        }
    }

    private static Mistake scalarPointer(Bound args, int index) {
        return Mistake.at(
                        args.span(0),
                        Code.ACCESS_SHAPE,
                        "a single pointer reaches one element, not a block")
                .operands(
                        new Sites(args.span(0), args.span(index)),
                        args.get(0).describe(),
                        args.get(index).describe())
                .help("add offsets to the pointer, such as `ptr + tl.arange(0, BLOCK)`");
    }

    /// An argument converted and stretched; null where it is not given.
    private @Nullable Value operand(Bound args, int index, ElementType to, Shape shape) {
        return args.has(index)
                ? semantics
                        .conversion()
                        .operand(args.get(index), to, shape, semantics.shapes(), args.span(index))
                : null;
    }

    /// The first argument as something to access memory through.
    Value pointer(Bound args) {
        if (args.get(0) instanceof Tensor t && t.isPointer()) {
            return t.value();
        }
        Mistake mistake =
                Mistake.at(
                                args.span(0),
                                Code.NOT_A_POINTER,
                                "`" + args.name() + "` needs a pointer or a block of pointers")
                        .label(args.span(0), args.get(0).describe());
        return refuse(
                args.get(0) instanceof Tensor
                        ? mistake.help("is a `*` missing in the signature of this argument?")
                        : mistake);
    }

    private static Value refuse(Mistake mistake) {
        throw mistake;
    }

    void notConst(Bound args, Value pointer) {
        if (semantics.emitter().isConst(pointer)) {
            throw Mistake.at(
                            args.span(0),
                            Code.CONST_POINTER,
                            "this pointer is const: it is only read through")
                    .label(args.span(0), pointer.type().toString())
                    .help("write `*` in place of `*k` in the signature, and no `tl.const`");
        }
    }

    private static void noBoundary(Bound args, int index) {
        boolean empty =
                !args.has(index)
                        || args.get(index) instanceof tritonc.typecheck.value.TupleValue t
                                && t.size() == 0;
        if (!empty) {
            throw Mistake.at(
                            args.span(index),
                            Code.ARGUMENT_KIND,
                            "`boundary_check` goes with block pointers, not with pointers")
                    .help("use `mask=…`");
        }
    }

    /// @throws Mistake if an argument is given and is no mask
    private static void checkMask(Bound args, int index) {
        PyValue mask = args.get(index);
        boolean truth =
                mask instanceof Tensor t && t.element() == DType.I1
                        || mask instanceof Constexpr.PyBool;
        if (args.has(index) && !truth) {
            throw Mistake.at(
                            args.span(index),
                            Code.MASK,
                            "a mask is made of truth values (int1), not " + mask.describe())
                    .label(args.span(index), mask.describe())
                    .help("compare, such as `mask != 0`");
        }
    }

    static ElementType pointee(Value pointer) {
        return ((PointerType) pointer.type().element()).pointee();
    }
}
