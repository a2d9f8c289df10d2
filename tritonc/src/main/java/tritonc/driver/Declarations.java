package tritonc.driver;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.Binding;
import tritonc.frontend.JitFunction;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Parameter;
import tritonc.ir.type.DType;
import tritonc.runtime.KernelDeclaration;
import tritonc.runtime.KernelParameter;
import tritonc.typecheck.Lowering;
import tritonc.typecheck.Tuning;
import tritonc.typecheck.value.Argument;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What a launch must know of a kernel before it is compiled: its parameters, as its source
/// declares them.
final class Declarations {
    private static final String LANGUAGE = "triton.language.";

    private Declarations() {}

    static KernelDeclaration of(JitFunction kernel) {
        Set<String> plain = Tuning.listed(kernel, "do_not_specialize");
        Set<String> unaligned = Tuning.listed(kernel, "do_not_specialize_on_alignment");
        List<KernelParameter> declared = new ArrayList<>();
        List<Parameter> parameters = kernel.definition().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            String name = parameters.get(i).name();
            declared.add(parameter(kernel, i, !plain.contains(name), !unaligned.contains(name)));
        }
        return new KernelDeclaration(kernel.name(), declared);
    }

    private static KernelParameter parameter(
            JitFunction kernel, int index, boolean specialised, boolean aligned) {
        Parameter p = kernel.definition().parameters().get(index);
        Expr annotation = p.annotation();
        String language = annotation == null ? "" : annotated(annotation, kernel);
        boolean constexpr = language.equals("constexpr");
        DType type = constexpr ? null : dtype(language);
        KernelParameter required =
                new KernelParameter(p.name(), constexpr, specialised, aligned, type, false, null);
        return Lowering.byDefault(kernel, index).orElse(null) instanceof Argument.Constant c
                        && LaunchValues.isRuntime(c.value())
                ? required.orElse(LaunchValues.toRuntime(c.value()))
                : required;
    }

    /// The name in `triton.language` or of Python that an annotation means, written as a name or as
    /// a text.
    private static String annotated(Expr annotation, JitFunction kernel) {
        if (annotation instanceof Expr.StringLiteral s) {
            return s.value().substring(s.value().lastIndexOf('.') + 1);
        }
        Expr name = annotation instanceof Expr.Subscript s ? s.value() : annotation;
        return switch (kernel.scope().resolve(name).orElse(null)) {
            case Binding.TritonName t when t.path().startsWith(LANGUAGE) ->
                    t.path().substring(LANGUAGE.length());
            case Binding.Builtin b -> b.name();
            case null, default -> "";
        };
    }

    /// Triton takes Python's own types for those of 32 bits.
    private static @Nullable DType dtype(String name) {
        switch (name) {
            case "int" -> {
                return DType.I32;
            }
            case "float" -> {
                return DType.FP32;
            }
            case "bool", "u1" -> {
                return DType.I1;
            }
            default -> {}
        }
        DType type = DType.ofTritonName(name);
        return type != null ? type : DType.parse(name);
    }
}
