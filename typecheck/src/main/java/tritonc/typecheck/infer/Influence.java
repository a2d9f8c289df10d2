package tritonc.typecheck.infer;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Parameter;
import tritonc.frontend.ast.Stmt;
import tritonc.typecheck.eval.Assigned;
import tritonc.typecheck.host.HostEvaluation;
import tritonc.typecheck.value.Callable;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.PyValue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which parameters decide a test, and with what constants they are compared on the way: the test's
/// own names, then those that its variables are computed from, and so on.
final class Influence {
    /// How many assignments lie between a test and what decides it.
    private static final int DEEPEST = 6;

    /// Farther away, constants are compared with something else.
    private static final int CONSTANTS = 2;

    private final Callable kernel;
    private final Map<String, Integer> parameters = new HashMap<>();
    private final Map<String, List<Expr>> definitions = new HashMap<>();

    Influence(Callable kernel) {
        this.kernel = kernel;
        List<Parameter> all = kernel.parameters();
        for (int i = 0; i < all.size(); i++) {
            parameters.put(all.get(i).name(), i);
        }
        define(kernel.body());
    }

    /// What decides tests.
    ///
    /// @param parameters each with how many assignments lie between, the nearest first
    /// @param constants in the order in which they are met
    record On(Map<Integer, Integer> parameters, Set<PyValue> constants) {}

    On on(List<Expr> tests) {
        Map<Integer, Integer> distances = new LinkedHashMap<>();
        Set<PyValue> constants = new LinkedHashSet<>();
        Set<String> seen = new HashSet<>();
        List<Expr> level = tests;
        for (int distance = 0; distance <= DEEPEST && !level.isEmpty(); distance++) {
            List<Expr> next = new ArrayList<>();
            for (Expr part : level.stream().flatMap(e -> Mentions.in(e).stream()).toList()) {
                String name = part instanceof Expr.Name n ? n.id() : "";
                Integer parameter = parameters.get(name);
                if (parameter != null) {
                    distances.putIfAbsent(parameter, distance);
                }
                if (seen.add(name)) {
                    next.addAll(definitions.getOrDefault(name, List.of()));
                }
                boolean own = parameter != null || definitions.containsKey(name);
                if (distance <= CONSTANTS && !own) {
                    constant(part, constants);
                }
            }
            level = next;
        }
        return new On(distances, constants);
    }

    private void constant(Expr part, Set<PyValue> constants) {
        if (part instanceof Expr.Attribute a
                && a.value() instanceof Expr.Name n
                && parameters.containsKey(n.id())) {
            return;
        }
        if (HostEvaluation.valueOrError(part, kernel.names()) instanceof Constexpr c) {
            constants.add(c);
        }
    }

    private void define(List<Stmt> body) {
        for (Stmt statement : body) {
            switch (statement) {
                case Stmt.Assign s -> s.targets().forEach(t -> define(t, s.value()));
                case Stmt.AnnAssign s -> {
                    if (s.value() != null) {
                        define(s.target(), s.value());
                    }
                }
                case Stmt.AugAssign s -> define(s.target(), s.value());
                case Stmt.If s -> {
                    define(s.body());
                    define(s.orElse());
                }
                case Stmt.For s -> {
                    define(s.target(), s.iterable());
                    define(s.body());
                }
                case Stmt.While s -> define(s.body());
                default -> {}
            }
        }
    }

    private void define(Expr target, Expr value) {
        for (String name : Assigned.by(target).keySet()) {
            definitions.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
        }
    }
}
