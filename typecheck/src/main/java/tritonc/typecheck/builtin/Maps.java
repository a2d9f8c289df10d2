package tritonc.typecheck.builtin;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;
import tritonc.typecheck.semantic.Conversion;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.semantic.Shapes;
import tritonc.typecheck.semantic.Sites;
import tritonc.typecheck.value.ErrorValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;
import tritonc.typecheck.value.TupleValue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `tl.map_elementwise`: a function of scalars over every element of blocks. It is evaluated once,
/// on scalars; its ops then become ops of blocks, and an `if` a choice between what both arms give,
/// which may both be computed as all its ops are total and pure.
final class Maps {
    private static final String TASK = "maps elements";
    private static final int LARGEST_PACK = 64;

    private final Semantics semantics;
    private final Pairs pairs;

    Maps(Semantics semantics, Pairs pairs) {
        this.semantics = semantics;
        this.pairs = pairs;
    }

    PyValue map(Call call, Functions functions) {
        List<Call.Given> given = new ArrayList<>(call.positional());
        Call.Given function = call.keyword("scalar_fn");
        if (function == null) {
            if (given.isEmpty()) {
                throw Mistake.at(
                        call.span(),
                        Code.ARGUMENTS,
                        "`" + call.name() + "` lacks its argument `scalar_fn`");
            }
            function = given.removeFirst();
        }
        List<Value> xs = inputs(call, given);
        int pack = pack(call, xs.getFirst().type().shape());
        List<Value> parts = new ArrayList<>();
        for (Value x : xs) {
            parts.addAll(pairs.apart(x, pack, call.span()));
        }
        List<Value> mapped = new ArrayList<>();
        boolean single = mapped(function, parts, functions, mapped);
        if (mapped.isEmpty()) {
            return ErrorValue.ERROR;
        }
        List<PyValue> results = new ArrayList<>();
        for (List<Value> group : groups(mapped, pack, function.span())) {
            results.add(new Tensor(pairs.together(group, call.span())));
        }
        return single ? results.getFirst() : new TupleValue(results);
    }

    /// The blocks and numbers, all of one shape.
    private List<Value> inputs(Call call, List<Call.Given> given) {
        for (Call.Keyword k : call.keywords()) {
            if (!k.name().equals("scalar_fn") && !k.name().equals("pack")) {
                throw Mistake.at(
                                k.given().span(),
                                Code.ARGUMENTS,
                                "`" + call.name() + "` has no parameter `" + k.name() + "`")
                        .help("its parameters are scalar_fn, *args, pack=");
            }
        }
        List<Value> xs = new ArrayList<>();
        Shape shape = Shape.of();
        for (Call.Given g : given) {
            boolean number = g.value() instanceof Tensor t && !t.isPointer();
            if (!number && !Conversion.isNumber(g.value())) {
                throw Mistake.at(
                                g.span(),
                                Code.FUNCTION_TYPE,
                                "`" + call.name() + "` takes blocks of numbers")
                        .label(g.span(), g.value().describe());
            }
            Value x = semantics.conversion().tensor(g.value(), g.span());
            if (!xs.isEmpty()) {
                Sites sites = new Sites(given.getFirst().span(), g.span());
                shape = Shapes.common(spread(xs.getFirst(), shape), x, sites);
            } else {
                shape = x.type().shape();
            }
            xs.add(x);
        }
        if (xs.isEmpty()) {
            throw Mistake.at(
                    call.span(), Code.ARGUMENTS, "`" + call.name() + "` takes at least one block");
        }
        Shape common = shape;
        return xs.stream().map(x -> spread(x, common)).toList();
    }

    private Value spread(Value x, Shape shape) {
        return semantics.shapes().broadcast(x, shape);
    }

    private int pack(Call call, Shape shape) {
        Call.Given given = call.keyword("pack");
        if (given == null) {
            return 1;
        }
        Parameters one = Parameters.of(1, "pack");
        Call.Keyword keyword = new Call.Keyword("pack", given);
        Bound bound = new Call(call.name(), call.span(), List.of(), List.of(keyword)).bind(one);
        long pack = bound.constant(0);
        int rank = shape.rank();
        boolean fits =
                pack >= 1
                        && pack <= LARGEST_PACK
                        && Long.bitCount(pack) == 1
                        && (pack == 1 || rank > 0 && shape.dim(rank - 1) % pack == 0);
        if (!fits) {
            throw Mistake.at(
                            given.span(),
                            Code.ARGUMENTS,
                            "`pack` is a power of two that divides the last extent, at most "
                                    + LARGEST_PACK
                                    + ", not "
                                    + pack)
                    .label(call.span(), "shape " + shape);
        }
        return (int) pack;
    }

    /// Adds to `results` what the function gives, none if it has a mistake that was told already.
    ///
    /// @return whether it gives a value of its own rather than a tuple
    private boolean mapped(
            Call.Given function, List<Value> xs, Functions functions, List<Value> results) {
        List<Type> types = new ArrayList<>();
        xs.forEach(x -> types.add(x.type().element()));
        boolean[] single = {true};
        Block closed =
                ScalarFunctions.evaluated(
                        semantics.emitter(),
                        function,
                        types,
                        TASK,
                        functions,
                        result -> {
                            single[0] = !(result instanceof TupleValue);
                            return yields(result, function.span());
                        });
        if (closed == null) {
            return true;
        }
        Map<Value, Value> known = new HashMap<>();
        for (int i = 0; i < xs.size(); i++) {
            known.put(closed.parameters().get(i), xs.get(i));
        }
        results.addAll(spread(closed, known, xs.getFirst().type().shape()));
        return single[0];
    }

    private List<Value> yields(PyValue result, Span at) {
        List<PyValue> elements = result instanceof TupleValue t ? t.elements() : List.of(result);
        List<Value> values = new ArrayList<>();
        for (PyValue element : elements) {
            boolean number =
                    element instanceof Tensor t
                            ? t.element() instanceof DType && !t.isBlock()
                            : Conversion.isNumber(element);
            if (!number) {
                throw wrong(at, "a function that maps elements gives " + result.describe());
            }
            values.add(semantics.conversion().tensor(element, at));
        }
        if (values.isEmpty()) {
            throw wrong(at, "a function that maps elements gives nothing");
        }
        return values;
    }

    private static Mistake wrong(Span at, String what) {
        return Mistake.at(at, Code.COMBINE, what).help("it must give a scalar, or a tuple of them");
    }

    /// What a block of the function yields, computed in every lane of `shape`.
    private List<Value> spread(Block block, Map<Value, Value> known, Shape shape) {
        for (Statement s : block.statements()) {
            switch (s.op()) {
                case Arithmetic.Constant c -> {
                    Type type = Type.of(c.type().element(), shape);
                    known.put(s.result(), semantics.emitter().constant(type, c.bits()));
                }
                case Arithmetic a -> {
                    TileOp wide = a.mapOperands(v -> known.getOrDefault(v, v));
                    known.put(s.result(), semantics.emitter().add(wide));
                }
                case ControlOp.If i -> {
                    List<Value> yes = spread(i.thenBlock(), known, shape);
                    List<Value> no = spread(i.elseBlock(), known, shape);
                    Value condition = known.getOrDefault(i.condition(), i.condition());
                    for (int k = 0; k < yes.size(); k++) {
                        known.put(
                                s.results().get(k),
                                semantics.emitter().select(condition, yes.get(k), no.get(k)));
                    }
                }
                case ControlOp.Yield y -> {
                    return y.values().stream().map(v -> known.getOrDefault(v, v)).toList();
                }
                case TileOp other ->
                        throw new CompilerBug("typecheck", other.name() + " maps no elements");
            }
        }
        throw new CompilerBug("typecheck", "a function that maps elements yields nothing");
    }

    /// The results of one element each, `pack` at a time.
    private static List<List<Value>> groups(List<Value> mapped, int pack, Span at) {
        if (mapped.size() % pack != 0) {
            throw wrong(
                    at, "the function gives " + mapped.size() + " values for a pack of " + pack);
        }
        List<List<Value>> groups = new ArrayList<>();
        for (int i = 0; i < mapped.size(); i += pack) {
            List<Value> group = mapped.subList(i, i + pack);
            for (Value v : group) {
                if (!v.type().equals(group.getFirst().type())) {
                    throw wrong(at, "the function gives elements of one block different types");
                }
            }
            groups.add(group);
        }
        return groups;
    }
}
