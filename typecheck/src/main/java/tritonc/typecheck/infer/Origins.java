package tritonc.typecheck.infer;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Parameter;
import tritonc.frontend.ast.Stmt;
import tritonc.typecheck.value.Callable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which parameters of a kernel the names in a text come from, by the text of its assignments: what
/// is assigned comes from the names on the right and from those in the tests and loops around.
final class Origins {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

    private final Map<String, Integer> parameters = new HashMap<>();
    private final Map<String, Set<String>> sources = new HashMap<>();
    private final Set<Stmt> own = Collections.newSetFromMap(new IdentityHashMap<>());

    Origins(Callable kernel) {
        List<Parameter> all = kernel.parameters();
        for (int i = 0; i < all.size(); i++) {
            parameters.put(all.get(i).name(), i);
        }
        statements(kernel.body(), Set.of());
    }

    /// The kernel's own statements.
    Set<Stmt> statements() {
        return own;
    }

    boolean isAssigned(String name) {
        return sources.containsKey(name);
    }

    /// The parameters in groups: those that the texts name, those that what they name comes from,
    /// those behind these, and at last all others.
    List<List<Integer>> nearest(Set<String> texts) {
        Set<String> names = new LinkedHashSet<>();
        texts.forEach(t -> names(t, names));
        Set<String> met = new LinkedHashSet<>();
        List<List<Integer>> groups = new ArrayList<>();
        Set<Integer> known = new LinkedHashSet<>();
        Set<String> at = names;
        for (int steps = 0; steps < 3; steps++) {
            List<Integer> group = new ArrayList<>();
            Set<String> next = new LinkedHashSet<>();
            for (String name : at) {
                Integer p = parameters.get(name);
                if (p != null && known.add(p)) {
                    group.add(p);
                }
                if (met.add(name)) {
                    next.addAll(sources.getOrDefault(name, Set.of()));
                }
            }
            groups.add(group);
            at = next;
        }
        List<Integer> others = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            if (known.add(i)) {
                others.add(i);
            }
        }
        groups.add(others);
        return groups;
    }

    private void statements(List<Stmt> body, Set<String> around) {
        for (Stmt s : body) {
            own.add(s);
            switch (s) {
                case Stmt.Assign a -> a.targets().forEach(t -> assigned(t, a.value(), around));
                case Stmt.AugAssign a -> assigned(a.target(), a.value(), around);
                case Stmt.AnnAssign a -> {
                    if (a.value() != null) {
                        assigned(a.target(), a.value(), around);
                    }
                }
                case Stmt.If i -> {
                    Set<String> inside = with(around, i.test());
                    statements(i.body(), inside);
                    statements(i.orElse(), inside);
                }
                case Stmt.While w -> statements(w.body(), with(around, w.test()));
                case Stmt.For f -> {
                    assigned(f.target(), f.iterable(), around);
                    statements(f.body(), with(around, f.iterable()));
                }
                default -> {}
            }
        }
    }

    private void assigned(Expr target, Expr value, Set<String> around) {
        Set<String> targets = new LinkedHashSet<>();
        names(target.span().text(), targets);
        for (String t : targets) {
            Set<String> from = sources.computeIfAbsent(t, n -> new LinkedHashSet<>());
            from.addAll(around);
            names(value.span().text(), from);
        }
    }

    private static Set<String> with(Set<String> around, Expr test) {
        Set<String> all = new LinkedHashSet<>(around);
        names(test.span().text(), all);
        return all;
    }

    private static void names(String text, Set<String> into) {
        Matcher m = NAME.matcher(text);
        while (m.find()) {
            into.add(m.group());
        }
    }
}
