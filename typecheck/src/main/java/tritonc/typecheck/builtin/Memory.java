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
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.semantic.Shapes;
import tritonc.typecheck.semantic.Sites;
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

    Memory(Semantics semantics) {
        this.semantics = semantics;
    }

    PyValue load(Call call) {
        Bound args = call.bind(LOAD);
        CacheHint hint = Options.cache(args, 5, 6, LOAD_CACHES);
        Value pointer = pointer(args);
        if (args.has(2) && !args.has(1)) {
            throw Mistake.at(
                            args.span(2),
                            Code.OTHER_WITHOUT_MASK,
                            "`other` is what masked lanes read, but there is no mask")
                    .help("add `mask=…`, or leave `other` out");
        }
        noBoundary(args, 3);
        Value mask = mask(args, 1, pointer);
        Value other = args.has(2) ? tensorOf(args, 2) : null;
        Shape shape = widest(args, pointer, mask, 1, other, 2);
        if (!pointer.type().isBlock() && shape.rank() != 0) {
            throw scalarPointer(args, mask != null && mask.type().isBlock() ? 1 : 2);
        }
        ElementType element = pointee(pointer);
        Value p = semantics.shapes().broadcast(pointer, shape);
        Value m = mask == null ? null : semantics.shapes().broadcast(mask, shape);
        Value o = other == null ? null : converted(other, element, shape, args, 2);
        boolean isVolatile = args.flag(7, false) || args.text(5).equals(".cv");
        return new Tensor(semantics.emitter().add(new MemoryOp.Load(p, m, o, hint, isVolatile)));
    }

    private Shape widest(
            Bound args, Value pointer, @Nullable Value mask, int m, @Nullable Value other, int o) {
        Shape shape = pointer.type().shape();
        if (mask != null) {
            shape = Shapes.common(pointer, mask, new Sites(args.span(0), args.span(m)));
        }
        if (other != null) {
            Shape all = Shapes.common(shape, other.type().shape());
            if (all == null) {
                all = Shapes.common(pointer, other, new Sites(args.span(0), args.span(o)));
            }
            shape = all;
        }
        return shape;
    }

    PyValue store(Call call) {
        Bound args = call.bind(STORE);
        CacheHint hint = Options.cache(args, 4, 5, STORE_CACHES);
        Value pointer = pointer(args);
        notConst(args, pointer);
        noBoundary(args, 3);
        Value value = tensorOf(args, 1);
        Value mask = mask(args, 2, pointer);
        Access access = access(args, pointer, value, mask);
        semantics
                .emitter()
                .addAll(new MemoryOp.Store(access.pointer(), access.value(), access.mask(), hint));
        return PyNone.NONE;
    }

    /// Pointer, value and mask of one shape, the value of the pointer's element type. `args` has
    /// them as its first three.
    Access access(Bound args, Value pointer, Value value, @Nullable Value mask) {
        Shape shape = pointer.type().shape();
        if (shape.rank() == 0) {
            if (value.type().isBlock()) {
                throw scalarPointer(args, 1);
            }
            if (mask != null && mask.type().isBlock()) {
                throw scalarPointer(args, 2);
            }
        } else {
            fits(args, pointer, value, 1);
            if (mask != null) {
                fits(args, pointer, mask, 2);
            }
        }
        Value v = converted(value, pointee(pointer), shape, args, 1);
        Value m = mask == null ? null : semantics.shapes().broadcast(mask, shape);
        return new Access(pointer, v, m);
    }

    /// What a store or an atomic works on.
    record Access(Value pointer, Value value, @Nullable Value mask) {}

    private static void fits(Bound args, Value pointer, Value operand, int index) {
        Sites at = new Sites(args.span(0), args.span(index));
        Shape shape = Shapes.common(pointer, operand, at);
        if (!shape.equals(pointer.type().shape())) {
            throw Mistake.at(
                            args.span(0),
                            Code.ACCESS_SHAPE,
                            "pointers of shape "
                                    + pointer.type().shape()
                                    + " do not reach all of shape "
                                    + shape)
                    .operands(at, pointer.type().toString(), operand.type().toString())
                    .help("broadcast the pointers first, such as by adding offsets of that shape");
        }
    }

    private Mistake scalarPointer(Bound args, int index) {
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

    private Value converted(Value x, ElementType to, Shape shape, Bound args, int index) {
        Value cast = semantics.conversion().cast(x, to, args.span(index));
        return semantics.shapes().broadcast(cast, shape);
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
                            "the signature makes this pointer const")
                    .label(args.span(0), pointer.type().toString())
                    .help("write `*` in place of `*k` in the signature");
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

    /// An argument as a mask; null if there is none.
    @Nullable Value mask(Bound args, int index, Value pointer) {
        if (!args.has(index)) {
            return null;
        }
        Value mask = tensorOf(args, index);
        if (mask.type().element() != DType.I1) {
            throw Mistake.at(
                            args.span(index),
                            Code.MASK,
                            "a mask is made of truth values (int1), not " + mask.type().element())
                    .label(args.span(index), mask.type().toString())
                    .help("compare, such as `mask != 0`");
        }
        return mask;
    }

    private Value tensorOf(Bound args, int index) {
        return semantics.conversion().tensor(args.get(index), args.span(index));
    }

    static ElementType pointee(Value pointer) {
        return ((PointerType) pointer.type().element()).pointee();
    }
}
