package tritonc.typecheck.infer;

import tritonc.frontend.ast.Parameter;
import tritonc.typecheck.value.Callable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The functions of a program, each looked at once.
final class Summaries {
    private final Map<Callable, Summary> known = new HashMap<>();

    /// A function that calls itself tells nothing to itself.
    Summary of(Callable function) {
        Summary summary = known.get(function);
        if (summary == null) {
            known.put(function, Summary.NOTHING);
            summary = new FunctionUses(function, this).summary();
            known.put(function, summary);
        }
        return summary;
    }

    /// The arguments of a call by the index of the parameter that takes them.
    static Map<Integer, Flow> bind(
            List<Parameter> parameters, List<Flow> positional, Map<String, Flow> named) {
        Map<Integer, Flow> bound = new HashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            Flow given =
                    i < positional.size() ? positional.get(i) : named.get(parameters.get(i).name());
            if (given != null) {
                bound.put(i, given);
            }
        }
        return bound;
    }
}
