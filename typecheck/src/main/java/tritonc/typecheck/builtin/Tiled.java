package tritonc.typecheck.builtin;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;
import tritonc.typecheck.semantic.Emitter;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.semantic.Shapes;
import tritonc.typecheck.semantic.Sites;
import tritonc.typecheck.value.BlockPointer;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;

import java.util.function.IntFunction;

/// Accesses through block pointers: the addresses and the mask that one stands for. Offsets are
/// computed in int64, as in Triton 3.8.
final class Tiled {
    private final Semantics semantics;

    Tiled(Semantics semantics) {
        this.semantics = semantics;
    }

    /// Where an access goes.
    ///
    /// @param mask null where every lane is accessed
    record Access(Value pointers, @Nullable Value mask) {}

    /// The addresses of a tile, and which of them lie inside on the axes that `checked` names.
    Access access(BlockPointer p, boolean[] checked) {
        return access(p, p.block(), checked, axis -> coordinates(p, axis));
    }

    /// The addresses of rows `rows` of an array of two axes, from the tile's column on, and which
    /// of them lie inside.
    Access rows(BlockPointer p, Value rows) {
        Value wide = semantics.emitter().cast(rows, DType.I64);
        Shape shape = p.block().with(0, rows.type().size());
        boolean[] checked = {true, true};
        return access(p, shape, checked, axis -> axis == 0 ? wide : coordinates(p, 1));
    }

    private Access access(
            BlockPointer p, Shape block, boolean[] checked, IntFunction<Value> coordinates) {
        Emitter emitter = semantics.emitter();
        Shapes shapes = semantics.shapes();
        Value offset = null;
        Value mask = null;
        for (int axis = 0; axis < p.rank(); axis++) {
            Value at = coordinates.apply(axis);
            Value inside = checked[axis] ? inside(p, axis, at) : null;
            if (inside != null) {
                inside = shapes.broadcast(standing(inside, axis, p.rank()), block);
                mask = mask == null ? inside : emitter.binary(BinaryKind.AND, mask, inside);
            }
            Value stride = shapes.broadcast(p.stride(axis).value(), at.type().shape());
            Value by = emitter.binary(BinaryKind.MUL, at, stride);
            by = shapes.broadcast(standing(by, axis, p.rank()), block);
            offset = offset == null ? by : emitter.binary(BinaryKind.ADD, offset, by);
        }
        Value base = emitter.splat(p.base().value(), block);
        Value pointers =
                offset == null ? base : emitter.add(new Arithmetic.AddPointer(base, offset));
        return new Access(pointers, mask);
    }

    /// Where the lanes of one axis stand in the array.
    private Value coordinates(BlockPointer p, int axis) {
        Emitter emitter = semantics.emitter();
        Value lanes = emitter.add(new ShapeOp.Arange(0, p.block().dim(axis)));
        lanes = emitter.cast(lanes, DType.I64);
        Value start = emitter.splat(p.offset(axis).value(), lanes.type().shape());
        return emitter.binary(BinaryKind.ADD, start, lanes);
    }

    private Value inside(BlockPointer p, int axis, Value at) {
        Emitter emitter = semantics.emitter();
        Value extent = emitter.cast(p.extent(axis).value(), DType.I64);
        extent = emitter.splat(extent, at.type().shape());
        Value from = emitter.compare(CompareKind.GE, at, emitter.zero(at.type()));
        Value to = emitter.compare(CompareKind.LT, at, extent);
        return emitter.binary(BinaryKind.AND, from, to);
    }

    /// One axis as a block of `rank` axes, the others of extent 1.
    private Value standing(Value x, int axis, int rank) {
        Value wide = x;
        for (int i = 0; i < rank; i++) {
            if (i != axis) {
                wide = semantics.emitter().add(new ShapeOp.ExpandDims(wide, i));
            }
        }
        return wide;
    }

    /// Reads a tile.
    PyValue load(
            BlockPointer p, boolean[] checked, boolean nan, CacheHint hint, boolean isVolatile) {
        return new Tensor(load(p, access(p, checked), nan, hint, isVolatile));
    }

    /// Reads rows `rows` from the tile's column on.
    Value loadRows(BlockPointer p, Value rows) {
        return load(p, rows(p, rows), p.nan(), CacheHint.NONE, false);
    }

    private Value load(
            BlockPointer p, Access access, boolean nan, CacheHint hint, boolean isVolatile) {
        Value other = null;
        if (nan && access.mask() != null && p.element() instanceof DType d) {
            Constexpr padding = Constexpr.of(Double.NaN);
            Shape shape = access.pointers().type().shape();
            other = semantics.conversion().literal(padding, d, shape);
        }
        return semantics
                .emitter()
                .add(new MemoryOp.Load(access.pointers(), access.mask(), other, hint, isVolatile));
    }

    /// What is written to a tile, converted to its elements and stretched over it.
    Value value(Bound args, int index, BlockPointer p) {
        PyValue given = args.get(index);
        if (given instanceof Tensor t && t.isBlock()) {
            Sites at = new Sites(args.span(0), args.span(index));
            Shape shape = Shapes.common(Type.of(p.element(), p.block()), t.type(), at);
            if (!shape.equals(p.block())) {
                throw Mistake.at(
                                args.span(index),
                                Code.ACCESS_SHAPE,
                                "a tile of shape " + p.block() + " does not hold shape " + shape)
                        .operands(at, p.describe(), t.describe())
                        .help("store a block of the tile's shape");
            }
        }
        return semantics
                .conversion()
                .operand(given, p.element(), p.block(), semantics.shapes(), args.span(index));
    }

    /// The axes that `boundary_check` names.
    static boolean[] checked(Bound args, int index, int rank) {
        boolean[] checked = new boolean[rank];
        if (!args.has(index)) {
            return checked;
        }
        for (long axis : Integers.of(args.get(index), args.span(index), args.name())) {
            if (axis < 0 || axis >= rank || checked[(int) axis]) {
                String why = axis < 0 || axis >= rank ? "there is no axis " : "named twice: axis ";
                throw Mistake.at(args.span(index), Code.AXIS, why + axis)
                        .help("name each axis from 0 to " + (rank - 1) + " at most once");
            }
            checked[(int) axis] = true;
        }
        return checked;
    }

    /// Whether a `padding_option` asks for NaN.
    static boolean padsNan(Bound args, int index, ElementType element) {
        boolean nan =
                switch (args.text(index)) {
                    case "", "zero" -> false;
                    case "nan" -> true;
                    default -> throw Options.unknown(args, index, "zero", "nan");
                };
        if (nan && !(element instanceof DType d && d.isFloat())) {
            throw args.wrongKind(index, "no 'nan' for elements of " + element);
        }
        return nan;
    }

    /// @throws Mistake if a mask, or what masked lanes read, is given
    static void unmasked(Bound args, int index) {
        if (args.has(index)) {
            throw Mistake.at(
                            args.span(index),
                            Code.ARGUMENT_KIND,
                            "masks go with pointers, not with block pointers")
                    .label(args.span(0), args.get(0).describe())
                    .help("name the axes to check: `boundary_check=(0, 1)`");
        }
    }
}
