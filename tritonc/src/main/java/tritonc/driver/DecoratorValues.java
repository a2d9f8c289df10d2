package tritonc.driver;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;
import tritonc.runtime.ArgCompletion;
import tritonc.runtime.KernelDeclaration;
import tritonc.runtime.KernelParameter;
import tritonc.typecheck.Tuning;
import tritonc.typecheck.value.PyValue;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// What `autotune` and `heuristics` set of a launch, one configuration chosen.
final class DecoratorValues implements ArgCompletion {
    private final Tuning tuning;
    private final int configuration;
    private final Map<String, PyValue> defaults = new LinkedHashMap<>();
    private final Set<String> parameters = new LinkedHashSet<>();

    /// @param configuration its number, from 0
    /// @throws TritonException (T0909) if there is no such configuration
    DecoratorValues(KernelDeclaration kernel, Tuning tuning, int configuration) {
        int count = tuning.configurations().size();
        if (configuration < 0 || configuration >= Math.max(1, count)) {
            throw none(kernel.name(), configuration, count, tuning);
        }
        this.tuning = tuning;
        this.configuration = configuration;
        Set<String> set = tuning.names(configuration);
        for (KernelParameter p : kernel.parameters()) {
            if (set.contains(p.name()) || unknown(p)) {
                parameters.add(p.name());
            }
            if (p.hasDefault()) {
                defaults.put(p.name(), LaunchValues.toPython(p.defaultValue()));
            }
        }
    }

    /// Whether a parameter may be set by something that cannot be told.
    private boolean unknown(KernelParameter p) {
        return tuning.unknown().isPresent() && p.constexpr() && !p.hasDefault();
    }

    private static TritonException none(String kernel, int wanted, int count, Tuning tuning) {
        String has =
                switch (count) {
                    case 0 -> "has no configurations";
                    case 1 -> "has one configuration, number 0";
                    default -> "has configurations 0 to " + (count - 1);
                };
        Diagnostic diagnostic =
                Diagnostic.error(
                        Code.NO_CONFIGURATION,
                        "there is no configuration " + wanted + ": kernel `" + kernel + "` " + has);
        return new TritonException(
                diagnostic.help(
                        tuning.unknown()
                                .map(why -> "those of its decorator cannot be followed: " + why)
                                .orElse("`tritonc compile --configs` lists them")));
    }

    @Override
    public Set<String> parameters() {
        return parameters;
    }

    @Override
    public Completed complete(Map<String, @Nullable Object> given) {
        Map<String, PyValue> known = new LinkedHashMap<>();
        given.forEach((name, value) -> known.put(name, LaunchValues.toPython(value)));
        Tuning.Completion found = tuning.complete(known, defaults, configuration);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        Map<String, String> reasons = new LinkedHashMap<>(found.unset());
        found.values()
                .forEach((name, value) -> {
                    if (!parameters.contains(name)) {
                        return;
                    }
                    if (LaunchValues.isRuntime(value)) {
                        values.put(name, LaunchValues.toRuntime(value));
                    } else {
                        reasons.put(name, "its value is " + value.describe());
                    }
                });
        tuning.unknown().ifPresent(why -> parameters.forEach(p -> reasons.putIfAbsent(p, why)));
        return new Completed(values, reasons);
    }
}
