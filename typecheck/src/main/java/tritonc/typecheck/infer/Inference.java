package tritonc.typecheck.infer;

import tritonc.frontend.JitFunction;
import tritonc.frontend.LoadedModule;
import tritonc.frontend.Program;
import tritonc.frontend.ast.Parameter;
import tritonc.frontend.ast.Stmt;
import tritonc.typecheck.names.InlinedFunction;
import tritonc.typecheck.names.ProgramNames;
import tritonc.typecheck.signature.KernelParameters;
import tritonc.typecheck.value.Argument;
import tritonc.typecheck.value.Argument.Constant;
import tritonc.typecheck.value.Callable;
import tritonc.typecheck.value.Constexpr.PyBool;
import tritonc.typecheck.value.Constexpr.PyNone;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.PyValue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The door of this package: what a kernel could be launched with.
public final class Inference {
    /// The most assignments that a kernel gets.
    public static final int MOST = 8;

    private final Callable kernel;
    private final Facts facts;
    private final HostText host;
    private final Tiles tiles;
    private final Trials trials;

    private Inference(InlinedFunction kernel, LoadedModule main, ProgramNames names) {
        this.kernel = kernel;
        this.facts = new Summaries().of(kernel).facts();
        this.host = HostText.of(kernel.function(), main, names);
        this.trials = new Trials(kernel);
        this.tiles = new Tiles(kernel, facts, host);
    }

    /// The functions of a program's main file that are launched: those that no other of the file
    /// calls, that return no value, and that write memory or are launched in the file.
    public static List<JitFunction> kernels(Program program) {
        return Launched.of(program);
    }

    /// What a kernel could be launched with, from how it uses its parameters and from the host text
    /// of its file: the likeliest first, then the same with flags, optional arguments and strings
    /// at their other values. At most [#MOST], in a fixed order, no two alike.
    public static List<Assignment> infer(Program program, JitFunction kernel) {
        ProgramNames names = new ProgramNames();
        return new Inference(names.function(kernel), program.main(), names).assignments();
    }

    /// Guesses that share no type and no size with an assignment.
    public static List<List<Argument>> others(Assignment assignment) {
        return OtherTypes.of(assignment.arguments());
    }

    private List<Assignment> assignments() {
        List<List<Option>> options = options();
        int rounds = rounds(options);
        Repair repair = new Repair(kernel, trials, new Moves(List.copyOf(options), facts, tiles));
        Map<List<Argument>, Assignment> compiled = new LinkedHashMap<>();
        Map<List<Argument>, Assignment> refused = new LinkedHashMap<>();
        Map<List<Argument>, Trial> faults = new HashMap<>();
        Set<Stmt> sound = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int round = 0; round < rounds && compiled.size() < MOST; round++) {
            Assignment guess = assignment(options, choice(options, round));
            Repair.Result result = repair.of(guess.arguments());
            Assignment mended = noted(guess, result.arguments());
            if (result.compiles()) {
                adopt(options, guess, mended);
                sound.addAll(result.trial().statements());
                compiled.putIfAbsent(mended.arguments(), mended);
            } else if (!result.excluded() || round == 0) {
                refused.putIfAbsent(guess.arguments(), guess);
                faults.putIfAbsent(guess.arguments(), result.trial());
                if (!result.trial().isExcused(sound)) {
                    repair.giveUp();
                }
            }
        }
        faults.values().removeIf(t -> !t.isExcused(sound));
        refused.keySet().removeAll(faults.keySet());
        if (refused.isEmpty() && !compiled.isEmpty()) {
            return List.copyOf(further(options, compiled).values());
        }
        boolean firstOnly = compiled.isEmpty() && refused.isEmpty();
        compiled.putAll(refused);
        return firstOnly
                ? List.of(assignment(options, choice(options, 0)))
                : compiled.values().stream().limit(MOST).toList();
    }

    /// How many guesses show every option of each parameter.
    private static int rounds(List<List<Option>> options) {
        int most = 1;
        int varied = 0;
        for (List<Option> o : options) {
            most = Math.max(most, o.size());
            varied += o.size() > 1 ? 1 : 0;
        }
        return varied <= 1 ? most : MOST;
    }

    /// Adds signatures that reach what no guess reaches, in the place of guesses that the others
    /// make superfluous.
    private Map<List<Argument>, Assignment> further(
            List<List<Option>> options, Map<List<Argument>, Assignment> compiled) {
        Assignment like = compiled.values().iterator().next();
        OwnBody body = new OwnBody(kernel.body());
        Reach reach =
                new Reach(kernel, trials, new Moves(List.copyOf(options), facts, tiles), body);
        List<Sighting> all = reach.from(List.copyOf(compiled.keySet()));
        Map<List<Argument>, Assignment> chosen = new LinkedHashMap<>();
        for (List<Argument> arguments : Cover.of(body, all, MOST)) {
            Assignment guessed = compiled.get(arguments);
            chosen.put(arguments, guessed != null ? guessed : another(like, arguments));
        }
        return chosen;
    }

    private Assignment another(Assignment like, List<Argument> arguments) {
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            boolean same = arguments.get(i).equals(like.arguments().get(i));
            String other = kernel.parameters().get(i).name() + ": " + Moves.text(arguments.get(i));
            notes.add(same ? like.notes().get(i) : other + ", for another branch");
        }
        return new Assignment(arguments, notes);
    }

    /// What had to be changed for one guess is so for the next.
    private static void adopt(List<List<Option>> options, Assignment guess, Assignment mended) {
        for (int i = 0; i < options.size(); i++) {
            Argument now = mended.arguments().get(i);
            if (options.get(i).size() == 1 && !now.equals(guess.arguments().get(i))) {
                options.set(i, List.of(new Option(now, note(mended.notes().get(i)))));
            }
        }
    }

    private static String note(String withName) {
        return withName.substring(withName.indexOf(": ") + 2);
    }

    private Assignment noted(Assignment guess, List<Argument> arguments) {
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Argument a = arguments.get(i);
            boolean same = a.equals(guess.arguments().get(i));
            notes.add(
                    same
                            ? guess.notes().get(i)
                            : kernel.parameters().get(i).name()
                                    + ": "
                                    + Moves.text(a)
                                    + ", as other guesses do not compile");
        }
        return new Assignment(arguments, notes);
    }

    private List<List<Option>> options() {
        KernelParameters parameters = new KernelParameters(kernel);
        RuntimeOptions runtime = new RuntimeOptions(facts, host);
        ConstexprOptions constants = new ConstexprOptions(host, extent(parameters));
        List<List<Option>> options = new ArrayList<>();
        for (int i = 0; i < parameters.count(); i++) {
            Parameter p = kernel.parameters().get(i);
            Evidence e = facts.of(new Atom(i, 0));
            boolean text =
                    Stream.concat(e.compared.stream(), e.passed.stream())
                            .anyMatch(v -> v instanceof PyString);
            if (parameters.isConstexpr(i) || text || e.function && !e.pointer) {
                List<PyValue> standard = new ArrayList<>();
                if (parameters.byDefault(i) instanceof Constant c) {
                    standard.add(c.value());
                }
                options.add(
                        pointerLike(e) ? runtime.of(p, i) : constants.of(p.name(), e, standard));
            } else {
                options.add(runtime.of(p, i));
            }
        }
        HalfSizes.set(kernel.parameters(), facts, options);
        return options;
    }

    /// A constexpr that is used as an address was annotated wrongly; a signature takes it.
    private static boolean pointerLike(Evidence e) {
        return e.pointer && !e.extent;
    }

    /// The extent of blocks whose size nothing gives. They are alike, so that two names for one
    /// size agree; the fewer there are, the larger they may be.
    private int extent(KernelParameters parameters) {
        int extents = 0;
        for (int i = 0; i < parameters.count(); i++) {
            extents += parameters.isConstexpr(i) && facts.of(new Atom(i, 0)).extent ? 1 : 0;
        }
        return extents <= 1 ? 128 : extents <= 3 ? 64 : extents <= 5 ? 32 : 16;
    }

    /// Which option each parameter takes: in round 0 all the first, in round 1 all the last; then
    /// each two rounds one bit of the parameter's rank says who changes, so that any two flags
    /// differ in some round.
    private static int[] choice(List<List<Option>> options, int round) {
        int[] choice = new int[options.size()];
        int rank = 0;
        for (int i = 0; i < choice.length; i++) {
            int size = options.get(i).size();
            if (size == 1) {
                continue;
            }
            int flip = round < 2 ? 0 : rank >> ((round - 2) / 2) & 1;
            boolean other = (round & 1 ^ flip) != 0;
            choice[i] = size == 2 ? (other ? 1 : 0) : (round + flip) % size;
            rank++;
        }
        return choice;
    }

    private Assignment assignment(List<List<Option>> options, int[] choice) {
        List<Option> chosen = new ArrayList<>();
        for (int i = 0; i < choice.length; i++) {
            chosen.add(options.get(i).get(choice[i]));
        }
        List<Argument> arguments = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            String name = kernel.parameters().get(i).name();
            Option option = linked(name, chosen.get(i), chosen);
            arguments.add(option.argument());
            notes.add(name + ": " + option.note());
        }
        List<Argument> described = tiles.described(arguments);
        for (int i = 0; i < notes.size(); i++) {
            if (!described.get(i).equals(arguments.get(i))) {
                String name = kernel.parameters().get(i).name();
                notes.set(i, name + ": " + Moves.text(described.get(i)) + ", as the text has it");
            }
        }
        return new Assignment(described, notes);
    }

    /// A flag that says whether another parameter is given follows that one.
    private Option linked(String name, Option option, List<Option> chosen) {
        String other = host.present(name);
        if (other == null || !(option.argument() instanceof Constant)) {
            return option;
        }
        for (int i = 0; i < chosen.size(); i++) {
            if (kernel.parameters().get(i).name().equals(other) && facts.of(new Atom(i, 0)).none) {
                boolean none =
                        chosen.get(i).argument() instanceof Constant c && c.value() == PyNone.NONE;
                return ConstexprOptions.option(
                        PyBool.of(!none), "whether `" + other + "` is given");
            }
        }
        return option;
    }
}
