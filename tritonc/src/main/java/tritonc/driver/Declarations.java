package tritonc.driver;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.Binding;
import tritonc.frontend.Decorator;
import tritonc.frontend.JitFunction;
import tritonc.frontend.ast.Argument;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Parameter;
import tritonc.frontend.ast.UnaryOp;
import tritonc.ir.type.DType;
import tritonc.runtime.KernelDeclaration;
import tritonc.runtime.KernelParameter;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a launch must know of a kernel before it is compiled: its parameters, as its source
/// declares them.
final class Declarations {
    private static final String LANGUAGE = "triton.language.";

    private Declarations() {}

    static KernelDeclaration of(JitFunction kernel) {
        Set<String> plain = new HashSet<>();
        List<Parameter> parameters = kernel.definition().parameters();
        for (Decorator decorator : kernel.decorators()) {
            if (decorator.isTriton("triton.jit")) {
                unspecialised(decorator, parameters, plain);
            }
        }
        List<KernelParameter> declared = new ArrayList<>();
        for (Parameter p : parameters) {
            declared.add(parameter(p, kernel, !plain.contains(p.name())));
        }
        return new KernelDeclaration(kernel.name(), declared);
    }

    /// Names and positions listed in `do_not_specialize`.
    private static void unspecialised(
            Decorator decorator, List<Parameter> parameters, Set<String> plain) {
        for (Argument argument : decorator.arguments()) {
            if (!(argument instanceof Argument.Keyword k)
                    || !k.name().equals("do_not_specialize")) {
                continue;
            }
            List<Expr> listed =
                    switch (k.value()) {
                        case Expr.ListDisplay l -> l.elements();
                        case Expr.Tuple t -> t.elements();
                        default -> List.of();
                    };
            for (Expr e : listed) {
                if (e instanceof Expr.StringLiteral s) {
                    plain.add(s.value());
                } else if (e instanceof Expr.IntLiteral i
                        && i.value().bitLength() < Integer.SIZE
                        && i.value().intValue() < parameters.size()) {
                    plain.add(parameters.get(i.value().intValue()).name());
                }
            }
        }
    }

    private static KernelParameter parameter(Parameter p, JitFunction kernel, boolean specialised) {
        Expr annotation = p.annotation();
        String language = annotation == null ? "" : annotated(annotation, kernel);
        boolean constexpr = language.equals("constexpr");
        DType type = constexpr ? null : dtype(language);
        Expr given = p.defaultValue();
        KernelParameter required =
                new KernelParameter(p.name(), constexpr, specialised, type, false, null);
        Optional<Default> value = given == null ? Optional.empty() : literal(given, kernel);
        return value.isEmpty() ? required : required.orElse(value.get().value());
    }

    /// The name in `triton.language` that an annotation means, written as a name or as a text.
    private static String annotated(Expr annotation, JitFunction kernel) {
        if (annotation instanceof Expr.StringLiteral s) {
            return s.value().substring(s.value().lastIndexOf('.') + 1);
        }
        Expr name = annotation instanceof Expr.Subscript s ? s.value() : annotation;
        return kernel.scope().resolve(name).orElse(null) instanceof Binding.TritonName t
                        && t.path().startsWith(LANGUAGE)
                ? t.path().substring(LANGUAGE.length())
                : "";
    }

    private static @Nullable DType dtype(String name) {
        DType type = DType.ofTritonName(name);
        return type != null ? type : DType.parse(name);
    }

    /// A default that is there; its value may be `None`.
    private record Default(@Nullable Object value) {}

    private static Optional<Default> literal(Expr e, JitFunction kernel) {
        return switch (e) {
            case Expr.IntLiteral i -> Optional.of(new Default(i.value()));
            case Expr.FloatLiteral f -> Optional.of(new Default(f.value()));
            case Expr.BoolLiteral b -> Optional.of(new Default(b.value()));
            case Expr.StringLiteral s -> Optional.of(new Default(s.value()));
            case Expr.NoneLiteral n -> Optional.of(new Default(null));
            case Expr.Unary u when u.op() == UnaryOp.MINUS -> negated(u.operand());
            case Expr.Name n -> named(n, kernel);
            case Expr.Attribute a -> named(a, kernel);
            default -> Optional.empty();
        };
    }

    private static Optional<Default> negated(Expr operand) {
        return switch (operand) {
            case Expr.IntLiteral i -> Optional.of(new Default(i.value().negate()));
            case Expr.FloatLiteral f -> Optional.of(new Default(-f.value()));
            default -> Optional.empty();
        };
    }

    /// A dtype of Triton, or a module's constant.
    private static Optional<Default> named(Expr name, JitFunction kernel) {
        return switch (kernel.scope().resolve(name).orElse(null)) {
            case Binding.TritonName t when t.path().startsWith(LANGUAGE) ->
                    Optional.ofNullable(dtype(t.path().substring(LANGUAGE.length())))
                            .map(Default::new);
            case Binding.GlobalValue g when !(g.value() instanceof Expr.Name) ->
                    literal(g.value(), kernel);
            case null, default -> Optional.empty();
        };
    }
}
