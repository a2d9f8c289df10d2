package tritonc.typecheck.infer;

import tritonc.frontend.JitFunction;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.Names;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the host text around a kernel says of its parameters. Nothing of it is run: what is no
/// constant is left alone.
final class HostText {
    /// values by parameter, of the first configuration that has the parameter
    private final Map<String, Constexpr> configured = new HashMap<>();

    /// literals that launches pass, in the order of the source
    private final Map<String, List<Constexpr>> launched = new HashMap<>();

    /// flags that say whether another parameter is given
    private final Map<String, String> presence = new HashMap<>();

    /// parameters that a rule sets to true or false
    private final List<String> flags = new ArrayList<>();

    private boolean used;

    static HostText of(JitFunction kernel, Names names) {
        HostText text = new HostText();
        new DecoratorText(text, names).read(kernel);
        new LaunchText(text, kernel, names).read();
        return text;
    }

    void configure(String parameter, Constexpr value) {
        configured.putIfAbsent(parameter, value);
    }

    void launch(String parameter, Constexpr value) {
        List<Constexpr> values = launched.computeIfAbsent(parameter, p -> new ArrayList<>());
        if (!values.contains(value)) {
            values.add(value);
        }
    }

    void launch() {
        used = true;
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

    List<Constexpr> launched(String parameter) {
        return launched.getOrDefault(parameter, List.of());
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
