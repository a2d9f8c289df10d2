package tritonc.typecheck.builtin;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.InputPrecision;
import tritonc.ir.tile.Value;
import tritonc.ir.type.BlockType;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.semantic.Sites;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;

import java.util.List;

/// `tl.dot`.
final class MatrixProduct {
    private static final Parameters DOT =
            Parameters.of(
                    2,
                    "input",
                    "other",
                    "acc",
                    "input_precision",
                    "allow_tf32",
                    "max_num_imprecise_acc",
                    "out_dtype",
                    // of Triton 1 and 2.0
                    "trans_a",
                    "trans_b");

    private final Semantics semantics;

    MatrixProduct(Semantics semantics) {
        this.semantics = semantics;
    }

    /// A product whose result has `type`, accumulated on `acc` if the call gives one.
    private record Plan(
            Value a, Value b, @Nullable Value acc, BlockType type, InputPrecision precision) {}

    PyValue dot(Call call) {
        Plan plan = plan(call);
        return new Tensor(emit(plan, plan.acc(), call.span()));
    }

    /// `addend + tl.dot(…)`, as one product that starts from `addend` where the types allow it;
    /// null where they do not.
    @Nullable PyValue dotOnto(Value addend, Call call) {
        Plan plan = plan(call);
        boolean fits = plan.acc() == null && addend.type().equals(plan.type());
        if (!fits) {
            return null;
        }
        return new Tensor(emit(plan, addend, call.span()));
    }

    private Plan plan(Call call) {
        Bound args = call.bind(DOT);
        Value a = operand(args, 0, 7);
        Value b = operand(args, 1, 8);
        Sites at = new Sites(args.span(0), args.span(1));
        checkTypes(a, b, at);
        Shape shape = shape(a, b, at);
        boolean single = a.type().element() == DType.FP32;
        InputPrecision precision = Options.precision(args, 3, 4);
        Value acc = args.has(2) ? args.block(2).value() : null;
        DType out = args.has(6) ? args.dtype(6) : acc == null ? DType.FP32 : acc.type().dtype();
        DType result = result(a.type().dtype(), out, args);
        BlockType type = new BlockType(result, shape);
        if (acc != null && !acc.type().equals(type)) {
            throw Mistake.at(
                            args.span(2),
                            Code.DOT_ACCUMULATOR,
                            "accumulator of " + acc.type() + " for a product that gives " + type)
                    .label(args.span(2), acc.type().toString())
                    .help(
                            "make the accumulator `tl.zeros(…, dtype=tl."
                                    + result.tritonName()
                                    + ")`");
        }
        return new Plan(a, b, acc, type, single ? precision : InputPrecision.IEEE);
    }

    private Value operand(Bound args, int index, int transposed) {
        Value x = args.block(index).value();
        return args.flag(transposed, false)
                ? semantics.shapes().permute(x, List.of(1, 0), args.span(index))
                : x;
    }

    private static void checkTypes(Value a, Value b, Sites at) {
        boolean fp8 =
                a.type().element() instanceof DType x
                        && b.type().element() instanceof DType y
                        && x.isFp8()
                        && y.isFp8();
        if (fp8) {
            return;
        }
        if (!a.type().element().equals(b.type().element())) {
            throw Mistake.at(at.left(), Code.DOT_TYPES, "`tl.dot` takes two blocks of one dtype")
                    .operands(at, a.type().toString(), b.type().toString())
                    .help("cast one of them, such as `.to(tl.float16)`");
        }
        boolean taken =
                a.type().element() instanceof DType d
                        && (d.isFloat() && !d.isFp8() || d == DType.I8);
        if (!taken) {
            throw Mistake.at(
                            at.left(),
                            Code.DOT_TYPES,
                            "`tl.dot` multiplies floats and int8, not " + a.type().element())
                    .operands(at, a.type().toString(), b.type().toString())
                    .help("cast both, such as `.to(tl.float32)`");
        }
    }

    private static Shape shape(Value a, Value b, Sites at) {
        Shape x = a.type().shape();
        Shape y = b.type().shape();
        int rank = x.rank();
        boolean fits = rank >= 2 && y.rank() == rank && x.dim(rank - 1) == y.dim(rank - 2);
        for (int i = 0; fits && i < rank - 2; i++) {
            fits = x.dim(i) == y.dim(i);
        }
        if (!fits) {
            throw Mistake.at(
                            at.left(),
                            Code.DOT_SHAPES,
                            "`tl.dot` cannot multiply blocks of shapes " + x + " and " + y)
                    .operands(at, a.type().toString(), b.type().toString())
                    .help("the last extent of the first must be the last but one of the second");
        }
        return x.with(rank - 1, y.dim(rank - 1));
    }

    private static DType result(DType operand, DType out, Bound args) {
        if (operand == DType.I8) {
            return DType.I32;
        }
        boolean chosen = operand == DType.FP16 || operand.isFp8();
        if (out == DType.BF16 || chosen && (out.isFp8() || out.isInteger())) {
            throw Mistake.at(
                            args.has(6) ? args.span(6) : args.span(2),
                            Code.DOT_ACCUMULATOR,
                            "`tl.dot` cannot accumulate in " + out)
                    .help("accumulate in fp32 and cast the result");
        }
        return chosen ? out : operand == DType.FP64 ? DType.FP64 : DType.FP32;
    }

    private Value emit(Plan plan, @Nullable Value start, Span at) {
        Value acc = start == null ? semantics.emitter().zero(plan.type()) : start;
        Shape shape = plan.type().shape();
        int rank = shape.rank();
        if (rank <= 3) {
            return semantics.emitter().add(new Dot(plan.a(), plan.b(), acc, plan.precision()));
        }
        Value a = batched(plan.a(), at);
        Value b = batched(plan.b(), at);
        Dot dot = new Dot(a, b, batched(acc, at), plan.precision());
        return semantics.shapes().reshape(semantics.emitter().add(dot), shape, at);
    }

    /// All axes but the last two as one.
    private Value batched(Value x, Span at) {
        Shape s = x.type().shape();
        int rows = s.dim(s.rank() - 2);
        int columns = s.dim(s.rank() - 1);
        Shape flat = Shape.of(s.size() / (rows * columns), rows, columns);
        return semantics.shapes().reshape(x, flat, at);
    }
}
