package tritonc.typecheck.host;

import tritonc.frontend.Decorator;
import tritonc.frontend.Scope;
import tritonc.frontend.ast.Argument;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.value.ConfigValue;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.DictValue;
import tritonc.typecheck.value.HostFunctionValue;
import tritonc.typecheck.value.Names;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.TupleValue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The configurations and rules in the decorators of a kernel. An argument called `configs`, or one
/// by position that is a list of `triton.Config`, holds configurations; one called `values`, or one
/// by position that is a dictionary of functions, holds rules.
///
/// @param rules in the order in which Triton computes them
/// @param unknown why something cannot be told
public record Decorations(
        List<ConfigValue> configurations, List<Rule> rules, Optional<String> unknown) {
    /// A value of `triton.heuristics`.
    ///
    /// @param value the function of the arguments
    /// @param beforeConfigurations whether its decorator stands outside that of the configurations
    public record Rule(String name, PyValue value, Span at, boolean beforeConfigurations) {}

    public Decorations {
        configurations = List.copyOf(configurations);
        rules = List.copyOf(rules);
    }

    /// @param decorators the outermost first
    /// @param names what the code of a scope sees
    public static Decorations of(List<Decorator> decorators, Function<Scope, Names> names) {
        Reader reader = new Reader();
        for (Decorator d : decorators) {
            if (!d.isJit()) {
                Names seen = names.apply(d.scope());
                d.arguments().forEach(a -> reader.argument(a, seen));
            }
        }
        return new Decorations(
                reader.configurations, reader.rules, Optional.ofNullable(reader.unknown));
    }

    private static final class Reader {
        private final List<ConfigValue> configurations = new ArrayList<>();
        private final List<Rule> rules = new ArrayList<>();
        private @org.jspecify.annotations.Nullable String unknown;

        void argument(Argument a, Names names) {
            String name = a instanceof Argument.Keyword k ? k.name() : "";
            boolean wanted =
                    a instanceof Argument.Positional
                            || name.equals("configs")
                            || name.equals("values");
            if (!wanted) {
                return;
            }
            try {
                value(HostEvaluation.value(a.value(), names), a.value().span());
            } catch (Undecided undecided) {
                unknown = undecided.reason();
            }
        }

        private void value(PyValue value, Span at) {
            if (value instanceof TupleValue t) {
                for (PyValue e : t.elements()) {
                    if (e instanceof ConfigValue c) {
                        configurations.add(c);
                    }
                }
            } else if (value instanceof DictValue d) {
                for (Map.Entry<PyValue, PyValue> e : d.entries().entrySet()) {
                    if (e.getKey() instanceof PyString s
                            && e.getValue() instanceof HostFunctionValue f) {
                        rules.add(new Rule(s.value(), f, at, configurations.isEmpty()));
                    }
                }
            }
        }
    }
}
