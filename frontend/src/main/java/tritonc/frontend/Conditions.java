package tritonc.frontend;

import tritonc.frontend.ast.Expr;

import java.util.Optional;

/// Decides tests of host code that names depend on, as in `if is_hip(): … else: …` around two
/// definitions of one name.
@FunctionalInterface
public interface Conditions {
    /// Knows nothing: every test is guessed.
    Conditions GUESSED = (test, scope) -> Optional.empty();

    /// Whether a test holds; empty if only running the host code could tell, and then it is
    /// guessed.
    ///
    /// @param scope where its names are looked up
    Optional<Boolean> holds(Expr test, Scope scope);
}
