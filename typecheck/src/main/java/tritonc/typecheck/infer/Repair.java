package tritonc.typecheck.infer;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Parameter;
import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.Severity;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.typecheck.eval.Evaluation;
import tritonc.typecheck.value.Argument;
import tritonc.typecheck.value.Callable;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.Constexpr.PyInt;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Mends guesses that do not compile. One change at a time is kept if the kernel has fewer mistakes
/// with it: first changes of parameters that the line of a mistake names, then of those beside
/// them. The number of trials is bounded, so that a kernel that no signature mends costs little.
final class Repair {
    private static final int MOST_TRIALS = 250;

    /// How many more changes are tried where one is known that only shows other mistakes.
    private static final int PATIENCE = 30;

    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

    private final Callable kernel;
    private final Moves moves;
    private final @Nullable Stmt goal;
    private int trials;
    private int most = MOST_TRIALS;

    Repair(Callable kernel, Moves moves) {
        this(kernel, moves, null);
    }

    /// @param goal a statement that is to be compiled whatever is changed
    Repair(Callable kernel, Moves moves, @Nullable Stmt goal) {
        this.kernel = kernel;
        this.moves = moves;
        this.goal = goal;
    }

    /// How a guess fares.
    ///
    /// @param score 0 if it compiles; else the more, the worse
    private record Trial(List<Argument> arguments, List<Diagnostic> mistakes, int score) {
        /// Whether only the kernel's own assertions speak against it.
        boolean asserted() {
            return score > 0
                    && !mistakes.isEmpty()
                    && mistakes.stream().allMatch(d -> d.code() == Code.STATIC_ASSERT);
        }

        /// The mistakes by code and place.
        Set<Object> keys() {
            Set<Object> keys = new HashSet<>();
            mistakes.forEach(d -> keys.add(key(d)));
            return keys;
        }

        static Object key(Diagnostic d) {
            return List.of(d.code(), d.span().toString());
        }

        /// Whether all that is wrong is refused by name, which no guess changes.
        boolean refused() {
            return !mistakes.isEmpty()
                    && mistakes.stream()
                            .allMatch(d ->
                                    d.code().id().startsWith("T03")
                                            && d.code() != Code.UNDEFINED_NAME);
        }
    }

    /// What is left of a guess.
    ///
    /// @param compiles whether the arguments do
    /// @param excluded whether the kernel's own assertions exclude them
    record Result(List<Argument> arguments, boolean compiles, boolean excluded) {}

    /// From here on guesses are only tried: a kernel that one of them refuses is refused.
    void giveUp() {
        most = 1;
    }

    /// The guess itself if it compiles, or else the best that changes make of it.
    Result of(List<Argument> guess) {
        trials = 0;
        Trial best = attempt(guess);
        if (best.score == 0 || best.refused()) {
            return new Result(guess, best.score == 0, false);
        }
        Trial first = best;
        Set<Object> met = new HashSet<>(best.keys());
        for (Trial next = step(best, met); next != best; next = step(best, met)) {
            best = next;
            met.addAll(best.keys());
        }
        boolean compiles = best.score == 0;
        return new Result(compiles ? best.arguments : guess, compiles, first.asserted());
    }

    /// The first change that leaves fewer mistakes; if there is none nearby, the first that leaves
    /// as many, but others than were met so far, as one mistake hides those behind it. The trial
    /// itself if no change helps.
    private Trial step(Trial from, Set<Object> met) {
        Trial sideways = from;
        int patience = 0;
        for (List<Argument> changed :
                from.score == 0 ? Set.<List<Argument>>of() : candidates(from)) {
            if (trials >= most || sideways != from && patience++ >= PATIENCE) {
                return sideways;
            }
            Trial t = attempt(changed);
            if (t.score < from.score) {
                return t;
            }
            boolean other = t.score == from.score && Collections.disjoint(t.keys(), met);
            sideways = other && sideways == from ? t : sideways;
        }
        return sideways;
    }

    private Set<List<Argument>> candidates(Trial from) {
        Set<List<Argument>> all = new LinkedHashSet<>();
        List<Integer> order = order(from);
        int longest = 0;
        List<List<Argument>> options = new ArrayList<>();
        for (int p : order) {
            List<Argument> of = moves.of(p, from.arguments);
            options.add(of);
            longest = Math.max(longest, of.size());
        }
        int named = named(from).size();
        for (int part = 0; part < 2; part++) {
            int begin = part == 0 ? 0 : named;
            int end = part == 0 ? named : order.size();
            for (int k = 0; k < longest; k++) {
                for (int i = begin; i < end; i++) {
                    if (k < options.get(i).size()) {
                        all.add(with(from.arguments, order.get(i), options.get(i).get(k)));
                    }
                }
            }
            if (part == 0) {
                together(from.arguments, all);
            }
        }
        return all;
    }

    private static List<Argument> with(List<Argument> arguments, int at, Argument value) {
        List<Argument> changed = new ArrayList<>(arguments);
        changed.set(at, value);
        return List.copyOf(changed);
    }

    /// Changes of many parameters at once: all floats narrower; all blocks of one extent larger or
    /// smaller.
    private static void together(List<Argument> arguments, Set<List<Argument>> all) {
        for (DType narrow : List.of(DType.FP16, DType.BF16, DType.I8)) {
            List<Argument> changed = new ArrayList<>();
            for (Argument a : arguments) {
                boolean wide =
                        a instanceof Argument.Runtime r
                                && r.type() instanceof PointerType p
                                && p.pointee() == DType.FP32;
                changed.add(wide ? Moves.pointer(narrow) : a);
            }
            all.add(List.copyOf(changed));
        }
        for (int factor : new int[] {4, 1}) {
            List<Argument> changed = new ArrayList<>();
            for (Argument a : arguments) {
                boolean size =
                        a instanceof Argument.Constant c
                                && c.value() instanceof PyInt i
                                && i.value().bitCount() == 1
                                && i.value().bitLength() < 12
                                && i.asInt() >= 16;
                changed.add(
                        size && a instanceof Argument.Constant c && c.value() instanceof PyInt i
                                ? new Argument.Constant(Constexpr.of(i.asInt() * (long) factor / 2))
                                : a);
            }
            all.add(List.copyOf(changed));
        }
    }

    /// The parameters, those first that stand in a line with a mistake.
    private List<Integer> order(Trial from) {
        Set<Integer> order = new LinkedHashSet<>(named(from));
        for (int i = 0; i < kernel.parameters().size(); i++) {
            order.add(i);
        }
        return List.copyOf(order);
    }

    private Set<Integer> named(Trial from) {
        Map<String, Integer> byName = new TreeMap<>();
        List<Parameter> parameters = kernel.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            byName.put(parameters.get(i).name(), i);
        }
        Set<Integer> named = new LinkedHashSet<>();
        for (Diagnostic d : from.mistakes) {
            d.labels().forEach(l -> names(l.span(), byName, named));
            d.span().ifPresent(s -> names(line(s), byName, named));
        }
        return named;
    }

    private static void names(Span span, Map<String, Integer> byName, Set<Integer> named) {
        Matcher m = NAME.matcher(span.text());
        while (m.find()) {
            Integer at = byName.get(m.group());
            if (at != null) {
                named.add(at);
            }
        }
    }

    private static Span line(Span at) {
        String text = at.file().text();
        int begin = text.lastIndexOf('\n', Math.max(0, at.start() - 1)) + 1;
        int end = text.indexOf('\n', at.end());
        return new Span(at.file(), Math.min(begin, at.start()), end < 0 ? text.length() : end);
    }

    private Trial attempt(List<Argument> arguments) {
        trials++;
        Diagnostics found = new Diagnostics();
        boolean[] useful = {goal == null};
        try {
            Evaluation.lower(kernel, arguments, found, s -> useful[0] |= s == goal);
        } catch (RuntimeException e) {
            return new Trial(arguments, List.of(), Integer.MAX_VALUE);
        }
        if (!useful[0]) {
            return new Trial(arguments, List.of(), Integer.MAX_VALUE);
        }
        List<Diagnostic> mistakes = new ArrayList<>();
        Set<Object> places = new HashSet<>();
        for (Diagnostic d : found.inOrder()) {
            if (d.severity() == Severity.ERROR && places.add(Trial.key(d))) {
                mistakes.add(d);
            }
        }
        return new Trial(arguments, mistakes, mistakes.size());
    }
}
