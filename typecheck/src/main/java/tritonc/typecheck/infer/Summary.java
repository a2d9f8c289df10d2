package tritonc.typecheck.infer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a function does with its parameters and what it returns, both in terms of its own
/// parameters.
record Summary(Facts facts, Flow result) {
    static final Summary NOTHING = new Summary(new Facts(), Flow.NONE);

    /// The result of a call.
    Flow result(Map<Integer, Flow> arguments) {
        return replaced(result, arguments);
    }

    private static Flow replaced(Flow flow, Map<Integer, Flow> arguments) {
        List<Flow> elements = new ArrayList<>();
        for (Flow e : flow.elements()) {
            elements.add(replaced(e, arguments));
        }
        return new Flow(
                replaced(flow.heads(), arguments, true),
                replaced(flow.parts(), arguments, false),
                flow.kind(),
                flow.direct(),
                flow.dtype(),
                elements);
    }

    private static Set<Atom> replaced(Set<Atom> atoms, Map<Integer, Flow> arguments, boolean head) {
        Set<Atom> all = new LinkedHashSet<>();
        for (Atom a : atoms) {
            Flow at = arguments.getOrDefault(a.parameter(), Flow.NONE);
            for (int i = 0; i < a.depth(); i++) {
                at = at.loaded();
            }
            all.addAll(head ? at.heads() : at.parts());
        }
        return all;
    }
}
