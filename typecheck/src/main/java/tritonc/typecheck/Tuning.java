package tritonc.typecheck;

import tritonc.frontend.Decorator;
import tritonc.frontend.JitFunction;
import tritonc.frontend.ast.Argument;
import tritonc.frontend.ast.Parameter;
import tritonc.typecheck.host.Decorations;
import tritonc.typecheck.host.HostEvaluation;
import tritonc.typecheck.host.Undecided;
import tritonc.typecheck.names.ProgramNames;
import tritonc.typecheck.value.ConfigValue;
import tritonc.typecheck.value.Constexpr.PyInt;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.DictValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.TupleValue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the decorators of a kernel set where a launch gives no value: the configurations of
/// `triton.autotune` and the rules of `triton.heuristics`, read from the text, also under wrappers
/// that take the same arguments. Functions that prune or rank configurations are not looked at.
public final class Tuning {
    private final Decorations read;

    private Tuning(Decorations read) {
        this.read = read;
    }

    /// What the decorators of a kernel say.
    public static Tuning of(JitFunction kernel) {
        ProgramNames names = new ProgramNames();
        return new Tuning(Decorations.of(kernel.decorators(), names::names));
    }

    /// The parameters that an option of `triton.jit` such as `do_not_specialize` lists, by name or
    /// by position.
    public static Set<String> listed(JitFunction kernel, String option) {
        Set<String> listed = new LinkedHashSet<>();
        ProgramNames names = new ProgramNames();
        List<Parameter> parameters = kernel.definition().parameters();
        for (Decorator d : kernel.decorators()) {
            for (Argument a : d.arguments()) {
                if (!(a instanceof Argument.Keyword k) || !k.name().equals(option)) {
                    continue;
                }
                PyValue value = HostEvaluation.valueOrError(k.value(), names.names(d.scope()));
                List<PyValue> all = value instanceof TupleValue t ? t.elements() : List.of(value);
                for (PyValue e : all) {
                    if (e instanceof PyString s) {
                        listed.add(s.value());
                    } else if (e instanceof PyInt i
                            && i.value().signum() >= 0
                            && i.value().compareTo(BigInteger.valueOf(parameters.size())) < 0) {
                        listed.add(parameters.get(i.asInt()).name());
                    }
                }
            }
        }
        return listed;
    }

    /// One configuration of `triton.autotune`.
    ///
    /// @param values by parameter
    /// @param options what it says of the launch (`num_warps`, `num_stages`), by name
    public record Configuration(Map<String, PyValue> values, Map<String, PyValue> options) {}

    /// The configurations in the order of the source; empty without `autotune`.
    public List<Configuration> configurations() {
        List<Configuration> all = new ArrayList<>();
        for (ConfigValue c : read.configurations()) {
            all.add(new Configuration(byName(c.meta()), byName(c.options())));
        }
        return all;
    }

    /// The names that rules set, in the order in which they are set.
    public List<String> ruled() {
        return read.rules().stream().map(Decorations.Rule::name).toList();
    }

    /// Why the configurations or the rules cannot be told; empty if they can.
    public Optional<String> unknown() {
        return read.unknown();
    }

    /// Everything that the decorators set of a launch under a configuration.
    public Set<String> names(int configuration) {
        Set<String> all = new LinkedHashSet<>(ruled());
        if (configuration < read.configurations().size()) {
            all.addAll(byName(read.configurations().get(configuration).meta()).keySet());
        }
        return all;
    }

    /// Values for what a launch does not give.
    ///
    /// @param values by name
    /// @param unset the rules that cannot be evaluated for these arguments, with the reason
    public record Completion(Map<String, PyValue> values, Map<String, String> unset) {}

    /// Computes values for what a launch does not give: first what the configuration says, then
    /// each rule from all that is there by then, as the decorators stand from the outside in.
    ///
    /// @param given by parameter
    /// @param defaults what parameters are that nothing sets; rules see them
    /// @param configuration its number; ignored for a kernel without configurations
    public Completion complete(
            Map<String, PyValue> given, Map<String, PyValue> defaults, int configuration) {
        Map<String, PyValue> added = new LinkedHashMap<>();
        Map<String, String> unset = new LinkedHashMap<>();
        Map<PyValue, PyValue> seen = new LinkedHashMap<>();
        defaults.forEach((name, value) -> seen.put(new PyString(name), value));
        given.forEach((name, value) -> seen.put(new PyString(name), value));
        boolean configured = configuration >= read.configurations().size();
        for (Decorations.Rule rule : read.rules()) {
            if (!configured && !rule.beforeConfigurations()) {
                configure(configuration, given, added, seen);
                configured = true;
            }
            if (given.containsKey(rule.name())) {
                continue;
            }
            try {
                PyValue value = HostEvaluation.apply(rule.value(), new DictValue(seen), rule.at());
                seen.put(new PyString(rule.name()), value);
                added.put(rule.name(), value);
            } catch (Undecided undecided) {
                unset.put(rule.name(), undecided.reason());
            }
        }
        if (!configured) {
            configure(configuration, given, added, seen);
        }
        return new Completion(added, unset);
    }

    private void configure(
            int configuration,
            Map<String, PyValue> given,
            Map<String, PyValue> added,
            Map<PyValue, PyValue> seen) {
        ConfigValue config = read.configurations().get(configuration);
        config.options().entries().forEach(seen::putIfAbsent);
        byName(config.meta())
                .forEach((name, value) -> {
                    if (!given.containsKey(name)) {
                        added.put(name, value);
                        seen.put(new PyString(name), value);
                    }
                });
    }

    private static Map<String, PyValue> byName(DictValue entries) {
        Map<String, PyValue> named = new LinkedHashMap<>();
        entries.entries()
                .forEach((key, value) -> {
                    if (key instanceof PyString s) {
                        named.put(s.value(), value);
                    }
                });
        return named;
    }
}
