package tritonc.typecheck.builtin;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ReduceBy;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.ReductionOrder;
import tritonc.ir.tile.Scan;
import tritonc.ir.tile.ScanBy;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;
import tritonc.typecheck.semantic.Conversion;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.value.ErrorValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;
import tritonc.typecheck.value.TupleValue;

import java.util.ArrayList;
import java.util.List;

/// `tl.reduce` and `tl.associative_scan`: joining lanes by a function of the program, which is
/// evaluated once, on scalars, into a block of its own. A function that only adds, multiplies or
/// compares its two arguments becomes the op that vectors can follow.
final class Folds {
    private static final Parameters REDUCE =
            Parameters.of(3, "input", "axis", "combine_fn", "keep_dims");
    private static final Parameters SCAN =
            Parameters.of(3, "input", "axis", "combine_fn", "reverse");

    private final Semantics semantics;

    Folds(Semantics semantics) {
        this.semantics = semantics;
    }

    PyValue reduce(Call call, Functions functions) {
        Bound args = call.bind(REDUCE);
        List<Value> xs = inputs(args);
        int rank = xs.getFirst().type().shape().rank();
        boolean whole = !args.has(1);
        int axis = whole ? 0 : args.axis(1, rank);
        boolean keep = args.flag(3, false);
        List<Value> lanes = whole ? flat(xs, rank) : xs;
        Block combine = combine(lanes, args, functions);
        if (combine == null) {
            return ErrorValue.ERROR;
        }
        ReduceKind known = ScalarFunctions.known(combine, lanes);
        TileOp op =
                known == null
                        ? new ReduceBy(lanes, axis, combine)
                        : new Reduce(known, lanes.getFirst(), axis, ReductionOrder.SEQUENTIAL);
        List<Value> results = new ArrayList<>();
        for (Value joined : semantics.emitter().at(args.span()).addAll(op)) {
            Value result = joined;
            for (int i = 0; keep && i < (whole ? rank : 1); i++) {
                result = semantics.shapes().expandDims(result, whole ? 0 : axis);
            }
            results.add(result);
        }
        return result(args, results);
    }

    PyValue scan(Call call, Functions functions) {
        Bound args = call.bind(SCAN);
        List<Value> xs = inputs(args);
        int axis = args.axis(1, xs.getFirst().type().shape().rank());
        boolean reverse = args.flag(3, false);
        Block combine = combine(xs, args, functions);
        if (combine == null) {
            return ErrorValue.ERROR;
        }
        ReduceKind known = ScalarFunctions.known(combine, xs);
        TileOp op =
                known == null
                        ? new ScanBy(xs, axis, reverse, combine)
                        : new Scan(known, xs.getFirst(), axis, reverse);
        return result(args, semantics.emitter().at(args.span()).addAll(op));
    }

    private static PyValue result(Bound args, List<Value> results) {
        List<PyValue> tensors = new ArrayList<>();
        results.forEach(r -> tensors.add(new Tensor(r)));
        return args.get(0) instanceof TupleValue ? new TupleValue(tensors) : tensors.getFirst();
    }

    /// The blocks to join, of one shape.
    private static List<Value> inputs(Bound args) {
        List<Value> xs = new ArrayList<>();
        for (PyValue element : args.list(0)) {
            boolean fits =
                    element instanceof Tensor t
                            && t.isBlock()
                            && !t.isPointer()
                            && (xs.isEmpty() || t.shape().equals(xs.getFirst().type().shape()));
            if (!fits) {
                throw args.wrongKind(0, "blocks of numbers, all of one shape,");
            }
            xs.add(((Tensor) element).value());
        }
        if (xs.isEmpty()) {
            throw args.wrongKind(0, "blocks of numbers, all of one shape,");
        }
        return xs;
    }

    private List<Value> flat(List<Value> xs, int rank) {
        if (rank == 1) {
            return xs;
        }
        List<Value> flat = new ArrayList<>();
        for (Value x : xs) {
            flat.add(semantics.emitter().add(new ShapeOp.Reshape(x, Shape.of(x.type().size()))));
        }
        return flat;
    }

    /// The function as a block; null if it has a mistake that was told already.
    private @Nullable Block combine(List<Value> xs, Bound args, Functions functions) {
        List<Type> types = new ArrayList<>();
        for (int i = 0; i < 2 * xs.size(); i++) {
            types.add(xs.get(i % xs.size()).type().element());
        }
        return ScalarFunctions.evaluated(
                semantics.emitter(),
                new Call.Given(args.get(2), args.span(2)),
                types,
                "joins elements",
                functions,
                result -> yields(result, types.subList(0, xs.size()), args));
    }

    private List<Value> yields(PyValue result, List<Type> types, Bound args) {
        Span at = args.span(2);
        List<PyValue> elements = result instanceof TupleValue t ? t.elements() : List.of(result);
        List<Value> values = new ArrayList<>();
        for (PyValue element : elements) {
            boolean number = element instanceof Tensor || Conversion.isNumber(element);
            if (number) {
                values.add(semantics.conversion().tensor(element, at));
            }
        }
        List<Type> found = values.stream().map(Value::type).toList();
        if (values.size() != elements.size() || !found.equals(types)) {
            String gives =
                    elements.size() == 1 ? elements.getFirst().describe() : result.describe();
            throw Mistake.at(
                            at,
                            Code.COMBINE,
                            "`"
                                    + args.name()
                                    + "` joins "
                                    + text(types)
                                    + ", but its function gives "
                                    + gives)
                    .help("the function must give the types it takes: convert with `.to(…)`");
        }
        return values;
    }

    private static String text(List<Type> types) {
        List<String> names = types.stream().map(Type::toString).toList();
        return names.size() == 1 ? names.getFirst() : "(" + String.join(", ", names) + ")";
    }
}
