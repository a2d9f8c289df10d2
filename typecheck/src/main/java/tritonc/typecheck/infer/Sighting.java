package tritonc.typecheck.infer;

import tritonc.frontend.ast.Stmt;
import tritonc.typecheck.value.Argument;

import java.util.List;
import java.util.Set;

/// What one signature compiles.
///
/// @param statements those compiled, of helpers too, by identity
/// @param compiles whether there is no mistake
record Sighting(List<Argument> arguments, Set<Stmt> statements, boolean compiles) {
    Sighting {
        arguments = List.copyOf(arguments);
    }
}
