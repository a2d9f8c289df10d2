package tritonc.typecheck;

import tritonc.frontend.JitFunction;
import tritonc.frontend.Program;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.Severity;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.infer.Assignment;
import tritonc.typecheck.infer.Inference;
import tritonc.typecheck.value.Argument;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Checks kernels under the signatures that [Inference] guesses. A mistake that is there under
/// every guess, and under others that differ in each type and size, is an error; any other may come
/// from a wrong guess and is a warning that says what was assumed.
final class InferredCheck {
    /// A mistake met under different guesses has different words, but one code and one place.
    private record Key(String code, Optional<Span> place) {
        static Key of(Diagnostic d) {
            return new Key(d.code().id(), d.span());
        }
    }

    private final Program program;
    private final Diagnostics diagnostics;
    private final Set<Key> known = new java.util.HashSet<>();

    InferredCheck(Program program, Diagnostics diagnostics) {
        this.program = program;
        this.diagnostics = diagnostics;
        diagnostics.inOrder().forEach(d -> known.add(Key.of(d)));
    }

    void run() {
        for (JitFunction kernel : Inference.kernels(program)) {
            kernel(kernel);
        }
    }

    /// What is assumed of each kernel, a line for each way in which it is checked.
    static List<String> assumptions(Program program) {
        List<String> notes = new ArrayList<>();
        for (JitFunction kernel : Inference.kernels(program)) {
            List<Assignment> assignments = Inference.infer(program, kernel);
            int number = 0;
            for (Assignment a : assignments) {
                number++;
                notes.add(
                        kernel.definition().nameSpan()
                                + ": `"
                                + kernel.qualifiedName()
                                + "` under signature "
                                + number
                                + " of "
                                + assignments.size()
                                + ": "
                                + String.join("; ", a.notes()));
            }
        }
        return notes;
    }

    private void kernel(JitFunction kernel) {
        List<Assignment> assignments = Inference.infer(program, kernel);
        Map<Key, Diagnostic> found = new LinkedHashMap<>();
        Map<Key, Assignment> under = new LinkedHashMap<>();
        Map<Key, Integer> times = new LinkedHashMap<>();
        for (Assignment a : assignments) {
            for (Diagnostic d : mistakes(kernel, a.arguments())) {
                Key key = Key.of(d);
                found.putIfAbsent(key, d);
                under.putIfAbsent(key, a);
                times.merge(key, 1, Integer::sum);
            }
        }
        found.keySet().removeAll(known);
        if (found.isEmpty()) {
            return;
        }
        List<List<Argument>> others = Inference.others(assignments.getFirst());
        List<Set<Key>> elsewhere = new ArrayList<>();
        for (List<Argument> other : others) {
            Set<Key> keys = new java.util.HashSet<>();
            mistakes(kernel, other).forEach(d -> keys.add(Key.of(d)));
            elsewhere.add(keys);
        }
        found.forEach((key, d) -> {
            boolean certain =
                    times.getOrDefault(key, 0) == assignments.size()
                            && !(d.code() == Code.STATIC_ASSERT && guessed(assignments));
            for (Set<Key> keys : elsewhere) {
                certain &= keys.contains(key);
            }
            report(kernel, d, certain, under.getOrDefault(key, assignments.getFirst()));
        });
        known.addAll(found.keySet());
    }

    /// Whether there are constants whose values an assertion may rightly refuse.
    private static boolean guessed(List<Assignment> assignments) {
        return assignments.getFirst().arguments().stream()
                .anyMatch(a -> a instanceof Argument.Constant);
    }

    private List<Diagnostic> mistakes(JitFunction kernel, List<Argument> arguments) {
        Diagnostics found = new Diagnostics();
        Lowering.lower(program, kernel, arguments, found);
        return found.inOrder().stream().filter(d -> d.severity() == Severity.ERROR).toList();
    }

    private void report(JitFunction kernel, Diagnostic d, boolean certain, Assignment under) {
        if (certain) {
            diagnostics.add(d);
            return;
        }
        String help =
                "assumed `"
                        + Lowering.signature(kernel, under.arguments()).text()
                        + "`; `compile -s` checks another";
        diagnostics.add(
                new Diagnostic(
                        d.code(),
                        Severity.WARNING,
                        d.message() + ", under an assumed signature",
                        d.labels(),
                        Optional.of(help)));
    }
}
