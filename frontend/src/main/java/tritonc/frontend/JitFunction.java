package tritonc.frontend;

import tritonc.frontend.ast.Stmt;

import java.util.List;

/// A function under `@triton.jit`: a kernel, or a helper of kernels. Each definition in a source is
/// one object, to be compared by identity of `definition`.
///
/// @param qualifiedName with the classes and functions around it, `Outer.method.kernel`
/// @param decorators all of them, the outermost first, `triton.jit` included
/// @param scope where the free names of its body are looked up
public record JitFunction(
        String name,
        String qualifiedName,
        Stmt.FunctionDef definition,
        List<Decorator> decorators,
        Scope scope)
        implements Binding {
    public JitFunction {
        decorators = List.copyOf(decorators);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JitFunction f && f.definition == definition;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(definition);
    }

    @Override
    public String toString() {
        return "jit function " + qualifiedName;
    }
}
