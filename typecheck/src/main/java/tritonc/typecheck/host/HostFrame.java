package tritonc.typecheck.host;

import org.jspecify.annotations.Nullable;

import tritonc.typecheck.value.Names;
import tritonc.typecheck.value.PyValue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The variables of one piece of host code in work: a function, a `lambda`, a comprehension, or an
/// expression outside all of them.
final class HostFrame implements Names {
    private final Names outer;
    private final Names imports;
    private final Map<String, PyValue> locals = new HashMap<>();
    private final Set<String> owned = new HashSet<>();

    /// @param outer what names mean that are not bound here
    /// @param imports what the imports of the body bind
    HostFrame(Names outer, Names imports) {
        this.outer = outer;
        this.imports = imports;
    }

    Names imports() {
        return imports;
    }

    @Override
    public @Nullable PyValue lookup(String name) {
        PyValue local = locals.get(name);
        return local == null ? outer.lookup(name) : local;
    }

    @Override
    public List<String> all() {
        return outer.all();
    }

    void bind(String name, PyValue value) {
        locals.put(name, value);
        owned.remove(name);
    }

    /// Binds a name to a list or dictionary that nobody else holds, so that it may be changed.
    void own(String name, PyValue value) {
        locals.put(name, value);
        owned.add(name);
    }

    /// The value under a name has a second name from now on.
    void share(String name) {
        owned.remove(name);
    }

    boolean owns(String name) {
        return owned.contains(name);
    }
}
