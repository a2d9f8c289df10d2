package tritonc.typecheck.builtin;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.InputPrecision;
import tritonc.ir.tile.Value;
import tritonc.ir.type.BlockType;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Shape;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;

/// `tl.dot_scaled`: the product of blocks in the microscaling formats, in which a group of 32 (or
/// 16) neighbours along K shares a scale. Operands are unpacked and scaled in fp32, which is exact
/// but at the ends of fp32's range, and multiplied by one `dot` that accumulates in fp32.
///
/// Source of the formats: OCP Microscaling Formats (MX) Specification 1.0.
final class ScaledProduct {
    private static final Parameters DOT_SCALED =
            Parameters.of(
                    6,
                    "lhs",
                    "lhs_scale",
                    "lhs_format",
                    "rhs",
                    "rhs_scale",
                    "rhs_format",
                    "acc",
                    "fast_math",
                    "lhs_k_pack",
                    "rhs_k_pack",
                    "out_dtype");

    /// Elements along K that share a scale: 32 in the MX formats, 16 in NVFP4.
    private static final int GROUP = 32;

    private static final int SMALL_GROUP = 16;

    private final Semantics semantics;
    private final Microscaling formats;

    ScaledProduct(Semantics semantics) {
        this.semantics = semantics;
        this.formats = new Microscaling(semantics);
    }

    /// What of the call belongs to one operand.
    ///
    /// @param value index of the operand; its scale and its format follow
    /// @param pack index of the flag that says whether nibbles are packed along K
    /// @param axis K's axis, counted from the last
    private record Side(int value, int pack, int axis) {
        int scale() {
            return value + 1;
        }

        int format() {
            return value + 2;
        }
    }

    private static final Side LEFT = new Side(0, 8, 1);
    private static final Side RIGHT = new Side(3, 9, 2);

    PyValue dot(Call call) {
        Bound args = call.bind(DOT_SCALED);
        if (args.has(10) && args.dtype(10) != DType.FP32) {
            throw args.wrongKind(10, "`tl.float32`");
        }
        Value a = operand(args, LEFT);
        Value b = operand(args, RIGHT);
        Shape shape = shape(a, b, args);
        a = scaled(args, LEFT, a);
        b = scaled(args, RIGHT, b);
        BlockType type = new BlockType(DType.FP32, shape);
        Value acc = args.has(6) ? args.block(6).value() : semantics.emitter().zero(type);
        if (!acc.type().equals(type)) {
            throw Mistake.at(
                            args.span(6),
                            Code.DOT_ACCUMULATOR,
                            "accumulator of " + acc.type() + " for a product that gives " + type)
                    .label(args.span(6), acc.type().toString())
                    .help("make the accumulator `tl.zeros(…, dtype=tl.float32)`");
        }
        return new Tensor(semantics.emitter().add(new Dot(a, b, acc, InputPrecision.IEEE)));
    }

    /// The numbers of one operand as fp32, unpacked.
    private Value operand(Bound args, Side side) {
        Value x = args.block(side.value()).value();
        int rank = x.type().shape().rank();
        if (rank != 2 && rank != 3) {
            throw shapes(args, "takes blocks of 2 or 3 axes");
        }
        String format = args.text(side.format());
        boolean alongK = args.flag(side.pack(), true);
        DType own = format(args, side);
        if (own == null) {
            if (x.type().element() != DType.U8) {
                throw types(args, side, "two e2m1 numbers are packed in a uint8");
            }
            int axis = alongK ? rank - side.axis() : rank - 3 + side.axis();
            return formats.nibbles(x, axis, args.span());
        }
        if (!alongK) {
            throw types(args, side, "only e2m1 can be packed along another axis than K");
        }
        ElementType seen = x.type().element();
        if (seen != own) {
            if (seen != (own.bits() == 8 ? DType.U8 : DType.U16)) {
                throw types(args, side, format + " is held by " + own + " or unsigned integers");
            }
            x = semantics.conversion().bitcast(x, own, args.span(side.value()));
        }
        return semantics.emitter().cast(x, DType.FP32);
    }

    /// The dtype of an operand's elements; null for e2m1, which has none.
    private static @Nullable DType format(Bound args, Side side) {
        return switch (args.text(side.format())) {
            case "e2m1" -> null;
            case "e4m3" -> DType.FP8E4NV;
            case "e5m2" -> DType.FP8E5;
            case "bf16" -> DType.BF16;
            case "fp16" -> DType.FP16;
            default ->
                    throw Options.unknown(
                            args, side.format(), "e2m1", "e4m3", "e5m2", "bf16", "fp16");
        };
    }

    private static Shape shape(Value a, Value b, Bound args) {
        Shape x = a.type().shape();
        Shape y = b.type().shape();
        int rank = x.rank();
        boolean fits =
                y.rank() == rank
                        && x.dim(rank - 1) == y.dim(rank - 2)
                        && (rank == 2 || x.dim(0) == y.dim(0));
        if (!fits) {
            throw shapes(args, "cannot multiply blocks of unpacked shapes " + x + " and " + y);
        }
        return x.with(rank - 1, y.dim(rank - 1));
    }

    private Value scaled(Bound args, Side side, Value x) {
        if (!args.has(side.scale())) {
            return x;
        }
        Value scale = args.block(side.scale()).value();
        Shape shape = x.type().shape();
        int rank = shape.rank();
        int rows = shape.dim(rank - 3 + side.axis());
        int depth = shape.dim(rank - side.axis());
        Shape own = scale.type().shape();
        int groups = own.dim(own.rank() - 1);
        boolean fits =
                own.rank() == rank
                        && own.dim(rank - 2) == rows
                        && (rank == 2 || own.dim(0) == shape.dim(0))
                        && (groups * GROUP == depth || groups * SMALL_GROUP == depth);
        if (!fits) {
            throw shapes(
                    args,
                    "has no use for scales of shape "
                            + own
                            + ": they are one a row of "
                            + rows
                            + " and "
                            + GROUP
                            + " or "
                            + SMALL_GROUP
                            + " of its "
                            + depth
                            + " elements");
        }
        Value factor = factor(args, side, scale);
        factor = formats.repeated(factor, depth / groups, args.span());
        if (side == RIGHT) {
            factor = formats.swapped(factor, args.span());
        }
        return semantics.emitter().binary(BinaryKind.MUL, x, factor);
    }

    private Value factor(Bound args, Side side, Value scale) {
        if (scale.type().element() == DType.FP8E4NV) {
            return semantics.emitter().cast(scale, DType.FP32);
        }
        if (scale.type().element() != DType.U8) {
            Span at = args.span(side.scale());
            throw Mistake.at(at, Code.DOT_TYPES, "scales are uint8 (e8m0) or fp8e4nv")
                    .label(at, scale.type().toString());
        }
        return formats.powers(scale);
    }

    private static Mistake types(Bound args, Side side, String why) {
        return Mistake.at(args.span(side.value()), Code.DOT_TYPES, "`tl.dot_scaled`: " + why)
                .label(args.span(side.value()), args.get(side.value()).describe());
    }

    private static Mistake shapes(Bound args, String why) {
        return Mistake.at(args.span(), Code.DOT_SHAPES, "`tl.dot_scaled` " + why)
                .label(args.span(0), args.get(0).describe())
                .label(args.span(3), args.get(3).describe());
    }
}
