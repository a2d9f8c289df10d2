package tritonc.typecheck.value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The names that a function's text sees outside itself: globals, imports, enclosing functions,
/// Python's builtins.
public interface Names {
    /// What `name` stands for; null if it is bound nowhere.
    @Nullable PyValue lookup(String name);

    /// Every name that [#lookup] finds, in a fixed order, to suggest near ones from.
    List<String> all();
}
