package tritonc.typecheck.infer;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Argument;
import tritonc.frontend.ast.Expr;
import tritonc.ir.type.DType;
import tritonc.typecheck.value.BuiltinValue;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.Constexpr.PyType;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What Triton's functions say of their arguments.
final class BuiltinUses {
    private final Facts facts;
    private final ExpressionUses expressions;

    BuiltinUses(Facts facts, ExpressionUses expressions) {
        this.facts = facts;
        this.expressions = expressions;
    }

    /// The arguments of a call.
    record Call(String name, Expr.Call source, List<Flow> positional, Map<String, Flow> named) {
        Flow at(int index, String as) {
            return index < positional.size()
                    ? positional.get(index)
                    : named.getOrDefault(as, Flow.NONE);
        }

        /// The expression of an argument.
        @Nullable Expr source(int index, String as) {
            int at = 0;
            for (Argument a : source.arguments()) {
                boolean named = a instanceof Argument.Keyword k && k.name().equals(as);
                if (named || !(a instanceof Argument.Keyword) && at++ == index) {
                    return a.value();
                }
            }
            return null;
        }
    }

    /// @param canonical such as `triton.language.load`
    Flow call(String canonical, Expr.Call source, List<Flow> positional, Map<String, Flow> named) {
        String name = canonical.substring(canonical.lastIndexOf('.') + 1);
        Call call = new Call(name, source, positional, named);
        OptionUses.see(facts, named);
        return canonical.startsWith("libdevice.") ? floats(call) : function(call);
    }

    /// `x.name(…)`: the function of that name with `x` before its arguments.
    Flow method(
            Expr.Attribute method,
            Expr.Call source,
            List<Flow> positional,
            Map<String, Flow> named) {
        Flow receiver = expressions.of(method.value());
        List<Flow> all = new ArrayList<>();
        all.add(receiver);
        all.addAll(positional);
        Call call = new Call(method.name(), source, all, named);
        OptionUses.see(facts, named);
        if (method.name().equals("load") || method.name().equals("store")) {
            Flow loaded = described(receiver, call.at(1, "offsets"));
            return method.name().equals("load") ? loaded : Flow.NONE;
        }
        if (method.name().equals("to") || method.name().equals("cast")) {
            return cast(receiver, call, 0);
        }
        return function(call);
    }

    private Flow function(Call c) {
        return switch (c.name) {
            case "load", "store" -> access(c);
            case "atomic_add",
                    "atomic_max",
                    "atomic_min",
                    "atomic_and",
                    "atomic_or",
                    "atomic_xor",
                    "atomic_xchg",
                    "atomic_cas" ->
                    atomic(c);
            case "make_block_ptr" -> descriptor(c, c.at(4, "block_shape"));
            case "make_tensor_descriptor" -> tensorDescriptor(c);
            case "load_tensor_descriptor", "store_tensor_descriptor" ->
                    described(c.at(0, "desc"), c.at(1, "offsets"));
            case "_experimental_descriptor_load" -> {
                c.at(2, "shape").elements().forEach(this::extent);
                yield described(c.at(0, "desc_pointer"), c.at(1, "offsets"));
            }
            case "_experimental_descriptor_store" ->
                    described(c.at(0, "desc_pointer"), c.at(2, "offsets"));
            case "advance", "multiple_of", "max_contiguous", "max_constancy" -> c.at(0, "base");
            case "arange" -> {
                extent(c.at(0, "start"));
                extent(c.at(1, "end"));
                yield Flow.of(Kind.INT);
            }
            case "zeros", "full", "empty" -> created(c);
            case "cast" -> cast(c.at(0, "input"), c, 1);
            case "cdiv", "next_power_of_2" -> {
                Flow both = c.at(0, "x").with(c.at(1, "div"), Kind.INT);
                facts.integers(both);
                yield both;
            }
            case "range", "static_range" -> {
                c.positional.forEach(facts::integers);
                boolean counted = c.name.equals("static_range") && c.positional.size() < 3;
                c.positional.forEach(f -> facts.mark(f.parts(), e -> e.count |= counted));
                yield Flow.of(Kind.INT);
            }
            case "len" -> TupleUses.whole(facts, c.at(0, "obj"));
            case "program_id", "num_programs", "randint", "umulhi", "argmax", "argmin" ->
                    Flow.of(Kind.INT);
            case "dtype" -> {
                facts.mark(c.at(0, "name").parts(), e -> e.compared.add(new PyString("fp32")));
                yield Flow.NONE;
            }
            default -> shape(c);
        };
    }

    private Flow shape(Call c) {
        Flow first = c.positional.isEmpty() ? Flow.NONE : c.positional.getFirst();
        if (FunctionClasses.HANDED_ON.contains(c.name)) {
            return first;
        }
        if (FunctionClasses.RESHAPED.contains(c.name)) {
            for (int i = 1; i < c.positional.size(); i++) {
                extent(c.positional.get(i));
            }
            extent(c.named.getOrDefault("shape", Flow.NONE));
            return first;
        }
        if (FunctionClasses.JOINED.contains(c.name)) {
            return all(c);
        }
        return FunctionClasses.FLOATS.contains(c.name) ? floats(c) : other(c, first);
    }

    private Flow other(Call c, Flow first) {
        return switch (c.name) {
            case "where" -> {
                facts.truth(c.at(0, "condition"));
                Flow x = c.at(1, "x");
                Flow y = c.at(2, "y");
                expressions.mixed(x, y);
                yield x.or(y);
            }
            case "dot" -> dot(c);
            case "dot_scaled" -> ScaledDotUses.see(facts, c);
            case "rand", "randn", "philox" -> {
                c.positional.forEach(facts::integers);
                yield Flow.of(Kind.FLOAT);
            }
            case "float" -> Flow.of(Kind.FLOAT);
            case "int" -> {
                facts.integers(first);
                yield first;
            }
            default -> Flow.NONE;
        };
    }

    private Flow access(Call c) {
        Flow pointer = c.at(0, "pointer");
        boolean store = c.name.equals("store");
        address(pointer);
        Flow mask = c.at(store ? 2 : 1, "mask");
        facts.truth(mask);
        Flow loaded = pointer.loaded();
        if (store) {
            stored(loaded, c.at(1, "value"));
            return Flow.NONE;
        }
        if (c.source(2, "other") instanceof Expr.FloatLiteral) {
            facts.mark(loaded.parts(), e -> e.floating = true);
        }
        return loaded;
    }

    /// Through an address that is a sum goes its head; everything else in it is an offset.
    private void address(Flow pointer) {
        if (!expressions.settled()) {
            return;
        }
        facts.mark(pointer.heads(), e -> e.pointer = true);
        Set<Atom> offsets = new LinkedHashSet<>(pointer.parts());
        offsets.removeAll(pointer.heads());
        offsets.removeIf(a -> known(a).pointer);
        facts.mark(offsets, e -> e.integer = true);
    }

    private Evidence known(Atom a) {
        Evidence e = facts.known(a);
        return e == null ? new Evidence() : e;
    }

    private void stored(Flow place, Flow value) {
        if (!expressions.settled()) {
            return;
        }
        if (value.dtype() != null && value.dtype().isInteger()) {
            facts.mark(place.parts(), e -> e.dtype = e.dtype == null ? value.dtype() : e.dtype);
        } else if (value.kind() == Kind.INT || !value.parts().isEmpty() && facts.isInteger(value)) {
            facts.mark(place.parts(), e -> e.maybeInteger = true);
        } else if (value.kind() == Kind.FLOAT) {
            facts.mark(place.parts(), e -> e.floating = true);
        }
    }

    private Flow atomic(Call c) {
        Flow pointer = c.at(0, "pointer");
        address(pointer);
        Flow loaded = pointer.loaded();
        boolean whole =
                switch (c.name) {
                    case "atomic_cas", "atomic_and", "atomic_or", "atomic_xor" -> true;
                    default ->
                            c.source(1, "val") instanceof Expr.IntLiteral
                                    || c.at(1, "val").kind() == Kind.INT;
                };
        if (whole) {
            facts.mark(loaded.parts(), e -> e.integer = true);
        }
        return loaded;
    }

    /// What an access through a descriptor reads or writes.
    private Flow described(Flow descriptor, Flow offsets) {
        int rank = offsets.elements().size();
        facts.mark(
                descriptor.heads(),
                e -> {
                    e.descriptor = e.pointer = true;
                    e.rank = Math.max(e.rank, rank);
                });
        offsets.elements().forEach(facts::integers);
        return descriptor.loaded();
    }

    /// The last stride of a descriptor must be the constant 1.
    private Flow tensorDescriptor(Call c) {
        List<Flow> strides = c.at(2, "strides").elements();
        if (!strides.isEmpty() && strides.getLast().direct()) {
            facts.mark(strides.getLast().parts(), e -> e.unit = true);
        }
        return descriptor(c, c.at(3, "block_shape"));
    }

    private Flow descriptor(Call c, Flow blockShape) {
        Flow base = c.at(0, "base");
        address(base);
        facts.mark(base.heads(), e -> e.base = true);
        for (int i = 1; i < c.positional.size(); i++) {
            facts.integers(c.positional.get(i));
        }
        for (String name : List.of("shape", "strides", "offsets")) {
            facts.integers(c.named.getOrDefault(name, Flow.NONE));
        }
        extent(blockShape);
        return base;
    }

    private void extent(Flow flow) {
        facts.mark(flow.parts(), e -> e.extent = e.integer = true);
    }

    private Flow created(Call c) {
        extent(c.at(0, "shape"));
        int at = c.name.equals("full") ? 2 : 1;
        DType dtype = dtype(c.source(at, "dtype"), c.at(at, "dtype"));
        Flow value = c.name.equals("full") ? c.at(1, "value") : Flow.NONE;
        return dtype == null ? value.with(Flow.NONE, value.kind()) : Flow.of(dtype);
    }

    /// The dtype that is written out; a parameter in its place is a dtype.
    private @Nullable DType dtype(@Nullable Expr source, Flow flow) {
        if (source == null) {
            return null;
        }
        if (flow.direct()) {
            facts.mark(flow.parts(), e -> e.type = true);
        }
        return expressions.value(source) instanceof PyType t && t.type() instanceof DType d
                ? d
                : null;
    }

    private Flow cast(Flow value, Call c, int at) {
        Expr target = c.source(at, "dtype");
        DType dtype = dtype(target, c.at(1, "dtype"));
        if (target instanceof Expr.Call type
                && expressions.value(type.function()) instanceof BuiltinValue b
                && b.name().endsWith(".pointer_type")) {
            Flow bits = value;
            facts.mark(bits.parts(), e -> e.dtype = bits.direct() ? DType.I64 : e.dtype);
            return Flow.NONE;
        }
        if (dtype == null) {
            if (c.source(Integer.MAX_VALUE, "fp_downcast_rounding") != null
                    && target instanceof Expr.Attribute element
                    && element.value() instanceof Expr.Attribute type) {
                Flow place = expressions.of(type.value()).loaded();
                facts.mark(place.parts(), e -> e.dtype = DType.FP16);
            }
            return value.with(Flow.NONE, Kind.UNKNOWN);
        }
        boolean bitcast = c.source(Integer.MAX_VALUE, "bitcast") != null;
        if (bitcast && value.direct()) {
            facts.mark(value.parts(), e -> e.dtype = sameWidth(dtype));
        } else if (dtype.isInteger() && dtype.bits() >= 32 && value.direct()) {
            facts.mark(value.parts(), e -> e.maybeInteger = true);
        } else if (dtype.isFloat() && expressions.settled()) {
            facts.mark(value.direct() ? value.parts() : Set.of(), BuiltinUses::cast);
        }
        return Flow.of(dtype);
    }

    /// A cast to a float says that a loaded value takes part in float arithmetic, whatever it is.
    private static void cast(Evidence e) {
        e.floating |= !e.isInteger();
    }

    /// A format of that width and another class.
    private static DType sameWidth(DType of) {
        boolean wholes = of.isInteger();
        return switch (of.bits()) {
            case 8 -> wholes ? DType.FP8E5 : DType.U8;
            case 16 -> wholes ? DType.FP16 : DType.I16;
            case 64 -> wholes ? DType.FP64 : DType.I64;
            default -> wholes ? DType.FP32 : DType.I32;
        };
    }

    private Flow all(Call c) {
        Flow all = Flow.NONE;
        for (Flow f : c.positional) {
            expressions.mixed(all, f);
            all = all.or(f);
        }
        return all;
    }

    /// The operands of a dot have one dtype.
    private Flow dot(Call c) {
        Flow a = c.at(0, "input");
        Flow b = c.at(1, "other");
        operand(a, b);
        operand(b, a);
        Expr result = c.source(Integer.MAX_VALUE, "out_dtype");
        if (result != null && dtype(result, Flow.NONE) == DType.I32) {
            facts.mark(direct(a, b), e -> e.dtype = e.dtype == null ? DType.I8 : e.dtype);
            return Flow.of(DType.I32);
        }
        Set<Atom> parts = direct(a, b);
        return new Flow(Set.of(), parts, Kind.FLOAT, false, null, List.of());
    }

    private static Set<Atom> direct(Flow a, Flow b) {
        return Flow.union(a.direct() ? a.parts() : Set.of(), b.direct() ? b.parts() : Set.of());
    }

    private void operand(Flow of, Flow beside) {
        DType dtype = of.dtype();
        if (dtype != null && beside.direct() && expressions.settled()) {
            facts.mark(beside.parts(), e -> e.dtype = e.dtype == null ? dtype : e.dtype);
        }
    }

    private Flow floats(Call c) {
        for (Flow f : c.positional) {
            if (expressions.settled() && !facts.isInteger(f)) {
                facts.mark(f.parts(), e -> e.floating = true);
            }
        }
        return Flow.of(Kind.FLOAT);
    }
}
