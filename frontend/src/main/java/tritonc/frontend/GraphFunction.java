package tritonc.frontend;

import tritonc.frontend.ast.Stmt;

/// A function under `@graph`: a tensor function or a model. Compared by identity of `definition`.
///
/// @param scope where the free names of its body are looked up
public record GraphFunction(
        String name, String qualifiedName, Stmt.FunctionDef definition, Scope scope)
        implements Binding {
    @Override
    public boolean equals(Object other) {
        return other instanceof GraphFunction f && f.definition == definition;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(definition);
    }

    @Override
    public String toString() {
        return "graph " + qualifiedName;
    }
}
