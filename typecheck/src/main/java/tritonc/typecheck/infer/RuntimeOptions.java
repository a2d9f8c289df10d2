package tritonc.typecheck.infer;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Parameter;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.PointerType;
import tritonc.typecheck.value.Argument;
import tritonc.typecheck.value.Constexpr.PyInt;
import tritonc.typecheck.value.Constexpr.PyNone;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The types that a parameter given at launch could have.
final class RuntimeOptions {
    /// How far the addresses of tensors are aligned.
    private static final int ALIGNMENT = 16;

    private final Facts facts;
    private final HostText host;

    RuntimeOptions(Facts facts, HostText host) {
        this.facts = facts;
        this.host = host;
    }

    List<Option> of(Parameter parameter, int index) {
        List<Option> options = new ArrayList<>();
        Evidence e = facts.of(new Atom(index, 0));
        Option one = given(parameter, index, e);
        int launched = host.elements(parameter.name());
        options.add(e.tuple || launched > 0 ? tuple(one, e.count(launched)) : one);
        // a number in an address, such as a stride, is left out only where its pointer is
        if (e.none && (e.pointer || !e.integer)) {
            options.add(new Option(new Argument.Constant(PyNone.NONE), "None, as it is tested"));
        }
        return options;
    }

    private static Option tuple(Option one, int count) {
        Argument all = new Argument.Tuple(Collections.nCopies(count, one.argument()), List.of());
        return new Option(all, "a tuple of " + count + ", each " + one.note());
    }

    private Option given(Parameter parameter, int index, Evidence e) {
        String name = parameter.name();
        String annotation = annotation(parameter.annotation());
        DType annotated = DType.parse(annotation);
        if (annotated == null) {
            annotated = DType.ofTritonName(annotation);
        }
        if (annotated != null) {
            return value(annotated, "annotated so");
        }
        if (e.unit && !e.pointer) {
            return new Option(new Argument.One(DType.I32), "1, the last stride of a descriptor");
        }
        if (e.pointer) {
            return pointer(name, index, e.descriptor ? "a descriptor" : "used as an address");
        }
        if (annotation.equals("int") || e.integer) {
            return value(DType.I32, e.integer ? "used as an integer" : "annotated so");
        }
        if (host.launched(name).stream().anyMatch(v -> v instanceof PyInt)) {
            return value(DType.I32, "launched so");
        }
        if (e.dtype != null) {
            return value(e.dtype, "cast so");
        }
        boolean floats = e.floating || parameter.defaultValue() instanceof Expr.FloatLiteral;
        if (annotation.equals("float") || floats) {
            return value(DType.FP32, floats ? "used as a float" : "annotated so");
        }
        if (annotation.equals("bool") || e.truth) {
            return value(DType.I1, "used as a truth value");
        }
        if (NameHints.pointer(name) || annotation.equals("Tensor")) {
            return pointer(name, index, "by its name");
        }
        return NameHints.floating(name)
                ? value(DType.FP32, "by its name")
                : value(DType.I32, "nothing says otherwise");
    }

    /// The last part of an annotation's name.
    private static String annotation(@Nullable Expr annotation) {
        return switch (annotation) {
            case Expr.Name n -> n.id();
            case Expr.Attribute a -> a.name();
            case Expr.StringLiteral s -> s.value();
            case null, default -> "";
        };
    }

    private static Option value(ElementType type, String why) {
        return new Option(new Argument.Runtime(type, 1, false), type + ", " + why);
    }

    private Option pointer(String name, int index, String why) {
        Evidence behind = facts.known(new Atom(index, 1));
        boolean open = behind == null || behind.open();
        boolean places = open && NameHints.places(name);
        PointerType type = new PointerType(places ? DType.I32 : pointee(new Atom(index, 1)));
        return new Option(new Argument.Runtime(type, ALIGNMENT, false), type + ", " + why);
    }

    private ElementType pointee(Atom atom) {
        Evidence e = facts.known(atom);
        if (e == null) {
            return DType.FP32;
        }
        if (e.dtype != null) {
            return e.dtype;
        }
        if (e.pointer && atom.depth() < atom.loaded().depth()) {
            return new PointerType(pointee(atom.loaded()));
        }
        if (e.integer) {
            return DType.I32;
        }
        if (e.floating) {
            return DType.FP32;
        }
        return e.truth ? DType.I1 : e.maybeInteger ? DType.I32 : DType.FP32;
    }
}
