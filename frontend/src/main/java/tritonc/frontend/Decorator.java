package tritonc.frontend;

import tritonc.frontend.ast.Argument;
import tritonc.frontend.ast.Expr;

import java.util.List;
import java.util.Optional;

/// A decorator of a kernel, the outermost first in a list of them, or a call that does the same.
///
/// @param expression as written, a call or a name
/// @param target what is called or named, if that is known
/// @param scope where the names in it are looked up
public record Decorator(Expr expression, Optional<Binding> target, Scope scope) {
    /// The arguments if it is written as a call.
    public List<Argument> arguments() {
        return expression instanceof Expr.Call call ? call.arguments() : List.of();
    }

    /// Whether it makes a kernel of a function.
    public boolean isJit() {
        return isTriton("triton.jit") || isTriton("triton.JITFunction");
    }

    /// Whether it is the Triton name `path`, as in `isTriton("triton.autotune")`.
    public boolean isTriton(String path) {
        return target.isPresent()
                && target.get() instanceof Binding.TritonName name
                && name.path().equals(path);
    }
}
