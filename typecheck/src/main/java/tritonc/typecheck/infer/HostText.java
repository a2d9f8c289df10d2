package tritonc.typecheck.infer;

import tritonc.frontend.JitFunction;
import tritonc.frontend.LoadedModule;
import tritonc.typecheck.names.ProgramNames;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.PyValue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the host text around a kernel says of its parameters. Nothing of it is run: what is no
/// constant is left alone.
final class HostText {
    /// values by parameter, of the first configuration that has the parameter
    private final Map<String, Constexpr> configured = new HashMap<>();

    /// literals and functions that launches pass, in the order of the source
    private final Map<String, List<PyValue>> launched = new HashMap<>();

    /// how many elements tuples have that launches pass
    private final Map<String, Integer> elements = new HashMap<>();

    /// flags that say whether another parameter is given
    private final Map<String, String> presence = new HashMap<>();

    /// parameters that a rule sets to true or false
    private final List<String> flags = new ArrayList<>();

    /// tiles of descriptors, of the first launch that shows one
    private final Map<String, Tile> tiles = new HashMap<>();

    /// tiles of descriptors by the variables that hold them, of the first of each name in the file
    private final Map<String, Tile> described = new HashMap<>();

    /// the variables that launches pass
    private final Map<String, String> passed = new HashMap<>();

    /// tiles that a hook sets
    private Map<String, Tile> hooked = Map.of();

    private boolean used;

    /// @param main the file that was asked for, which may launch what another file defines
    static HostText of(JitFunction kernel, LoadedModule main, ProgramNames names) {
        HostText text = new HostText();
        new DecoratorText(text, names).read(kernel);
        new LaunchText(text, kernel, kernel.scope(), names.names(kernel.scope())).read();
        if (kernel.scope().module() != main) {
            new LaunchText(text, kernel, main.scope(), names.names(main.scope())).read();
        }
        return text;
    }

    void configure(String parameter, Constexpr value) {
        configured.putIfAbsent(parameter, value);
    }

    void launch(String parameter, PyValue value) {
        List<PyValue> values = launched.computeIfAbsent(parameter, p -> new ArrayList<>());
        if (!values.contains(value)) {
            values.add(value);
        }
    }

    void tuple(String parameter, int size) {
        elements.merge(parameter, size, Math::max);
    }

    void launch() {
        used = true;
    }

    void tile(String parameter, Tile tile) {
        tiles.putIfAbsent(parameter, tile);
    }

    /// A variable is set to a descriptor.
    void describe(String variable, Tile tile) {
        described.putIfAbsent(variable, tile);
    }

    /// A launch passes a variable.
    void pass(String parameter, String variable) {
        passed.putIfAbsent(parameter, variable);
    }

    /// The tiles that one function sets; of several functions the one that sets most counts.
    void hook(Map<String, Tile> set) {
        if (set.size() > hooked.size()) {
            hooked = Map.copyOf(set);
        }
    }

    void present(String flag, String parameter) {
        presence.putIfAbsent(flag, parameter);
    }

    void flag(String parameter) {
        flags.add(parameter);
    }

    @org.jspecify.annotations.Nullable
    Constexpr configured(String parameter) {
        return configured.get(parameter);
    }

    List<PyValue> launched(String parameter) {
        return launched.getOrDefault(parameter, List.of());
    }

    /// How many elements a tuple has that launches pass for a parameter; 0 if they show none.
    int elements(String parameter) {
        return elements.getOrDefault(parameter, 0);
    }

    /// The tile of the descriptor that launches pass for a parameter: one that a hook sets, the one
    /// made for the launch, or that of a variable of the same name, which another function made.
    @org.jspecify.annotations.Nullable
    Tile tile(String parameter) {
        Tile tile = hooked.getOrDefault(parameter, tiles.get(parameter));
        String variable = passed.getOrDefault(parameter, parameter);
        return tile != null ? tile : described.getOrDefault(variable, described.get(parameter));
    }

    /// The parameter that a flag says to be there.
    @org.jspecify.annotations.Nullable
    String present(String flag) {
        return presence.get(flag);
    }

    boolean isFlag(String parameter) {
        return flags.contains(parameter);
    }

    /// Whether the file launches the kernel.
    boolean isLaunched() {
        return used;
    }
}
