package tritonc.typecheck.infer;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.Severity;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.value.Argument;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// How one guess fares.
///
/// @param mistakes what is wrong with it, one a code and place
/// @param statements those that were compiled, in order, of helpers too
/// @param progress how many statements come before the first that is wrong; the most there is if
///   none is
/// @param whole whether the kernel was compiled to its end; if not, more may be wrong with it
record Trial(
        List<Argument> arguments,
        List<Diagnostic> mistakes,
        List<Stmt> statements,
        int progress,
        boolean whole) {
    /// @param right how many statements come before the first with a mistake, if there is one
    /// @param whole whether the kernel was compiled to its end; if not, more may be wrong with it
    static Trial of(
            List<Argument> arguments,
            Diagnostics found,
            List<Stmt> statements,
            int right,
            boolean whole) {
        List<Diagnostic> mistakes = new ArrayList<>();
        Set<Object> places = new HashSet<>();
        for (Diagnostic d : found.inOrder()) {
            if (d.severity() == Severity.ERROR && places.add(key(d))) {
                mistakes.add(d);
            }
        }
        int progress = mistakes.isEmpty() ? Integer.MAX_VALUE : right;
        return new Trial(List.copyOf(arguments), mistakes, statements, progress, whole);
    }

    /// A guess with which the compiler fails.
    static Trial failed(List<Argument> arguments, List<Stmt> statements) {
        return new Trial(List.copyOf(arguments), List.of(), statements, -1, true);
    }

    boolean has(Stmt statement) {
        for (Stmt s : statements) {
            if (s == statement) {
                return true;
            }
        }
        return false;
    }

    boolean compiles() {
        return progress == Integer.MAX_VALUE;
    }

    /// Whether less is wrong with this than with another guess, and nothing that is right there.
    boolean mends(Trial other) {
        return progress >= other.progress
                && mistakes.size() < other.mistakes.size()
                && other.keys().containsAll(keys());
    }

    /// Whether the first mistake comes later than in another guess, or as late with fewer behind
    /// it. A mistake that is met earlier hides others, so that their number alone tells nothing.
    boolean betters(Trial other) {
        return progress > other.progress
                || progress == other.progress && mistakes.size() < other.mistakes.size();
    }

    /// Whether it has as many mistakes in the same place as another, none of them known.
    boolean replaces(Trial other, Set<Object> known) {
        return progress == other.progress
                && mistakes.size() == other.mistakes.size()
                && Collections.disjoint(keys(), known);
    }

    /// The mistakes in the first statement that has any.
    List<Diagnostic> first() {
        if (progress < 0 || progress >= statements.size()) {
            return List.of();
        }
        Span at = head(statements.get(progress));
        return mistakes.stream()
                .filter(d -> d.span().filter(s -> holds(at, s)).isPresent())
                .toList();
    }

    /// Whether all that is wrong is refused by name, which no guess changes.
    boolean refused() {
        return !mistakes.isEmpty()
                && mistakes.stream()
                        .allMatch(d ->
                                d.code().id().startsWith("T03") && d.code() != Code.UNDEFINED_NAME);
    }

    /// Whether it alone is to blame: wherever it errs, a guess that compiles has no mistake, and
    /// nothing is refused by name.
    ///
    /// @param sound the statements that other guesses compile
    boolean isExcused(Set<Stmt> sound) {
        for (Diagnostic d : mistakes) {
            boolean named = d.code().id().startsWith("T03") && d.code() != Code.UNDEFINED_NAME;
            int at = d.span().isEmpty() ? -1 : first(d.span().get());
            if (named || at < 0 || !sound.contains(statements.get(at))) {
                return false;
            }
        }
        return !mistakes.isEmpty();
    }

    /// The texts that tell where the mistakes come from: their lines, what they mark, and for those
    /// in helpers the statements of the kernel that call these.
    Set<String> texts(Set<Stmt> own) {
        Set<String> texts = new LinkedHashSet<>();
        for (Diagnostic d : mistakes) {
            d.labels().forEach(l -> texts.add(l.span().text()));
            d.span()
                    .ifPresent(s -> {
                        texts.add(line(s));
                        int at = first(s);
                        while (at > 0 && !own.contains(statements.get(at))) {
                            at--;
                        }
                        if (at >= 0 && own.contains(statements.get(at))) {
                            texts.add(head(statements.get(at)).text());
                        }
                    });
        }
        return texts;
    }

    /// The mistakes by code and place.
    Set<Object> keys() {
        Set<Object> keys = new HashSet<>();
        mistakes.forEach(d -> keys.add(key(d)));
        return keys;
    }

    private static Object key(Diagnostic d) {
        return List.of(d.code(), d.span().toString());
    }

    /// The first statement with a place; -1 if none has it.
    private int first(Span place) {
        for (int i = 0; i < statements.size(); i++) {
            if (holds(head(statements.get(i)), place)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean holds(Span outer, Span inner) {
        return outer.start() <= inner.start()
                && inner.start() < outer.end()
                && outer.file().equals(inner.file());
    }

    /// A statement without the statements in it.
    private static Span head(Stmt s) {
        return switch (s) {
            case Stmt.If i -> before(s.span(), i.test());
            case Stmt.While w -> before(s.span(), w.test());
            case Stmt.For f -> before(s.span(), f.iterable());
            default -> s.span();
        };
    }

    private static Span before(Span whole, Expr last) {
        return new Span(whole.file(), whole.start(), last.span().end());
    }

    private static String line(Span at) {
        String text = at.file().text();
        int begin = text.lastIndexOf('\n', Math.max(0, at.start() - 1)) + 1;
        int end = text.indexOf('\n', at.end());
        return text.substring(Math.min(begin, at.start()), end < 0 ? text.length() : end);
    }
}
