package tritonc.codegen.jvm;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.DotNest;
import tritonc.codegen.loop.Effect;
import tritonc.codegen.loop.Guard;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.ScanNest;
import tritonc.codegen.loop.Vector;
import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.Value;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;

/// Cuts a kernel into methods, because the JIT compiles a method at a time and gives up beyond 8000
/// bytes: every outermost loop and every dot gets its own, and what is still too long is cut into
/// runs of nodes. A value that is read in another method than it is defined in *crosses*, and is
/// kept in a field of the kernel.
final class Outline {
    /// Estimated bytes that a method may hold. Estimates err high, so that what is written stays
    /// below the JIT's limit.
    private static final int LIMIT = 5000;

    /// One method of the generated class.
    static final class Method {
        private final String name;
        private final List<LoopNode> nodes;
        private @Nullable Method caller;

        /// Ids of the values that it reads and another method, or the launch, defines.
        final BitSet foreign = new BitSet();

        /// The same values, as they are first read.
        final List<Value> foreignValues = new ArrayList<>();

        /// Ids of the buffers that it touches.
        final BitSet buffers = new BitSet();

        /// Parameters that it checks accesses against.
        final BitSet checked = new BitSet();

        Method(String name, List<LoopNode> nodes) {
            this.name = name;
            this.nodes = nodes;
        }

        String name() {
            return name;
        }

        List<LoopNode> nodes() {
            return nodes;
        }

        /// Whether `other` runs as part of a call of this method.
        boolean calls(Method other) {
            for (Method m = other.caller; m != null; m = m.caller) {
                if (m == this) {
                    return true;
                }
            }
            return false;
        }
    }

    private final List<Method> methods = new ArrayList<>();
    private final IdentityHashMap<LoopNode, Method> single = new IdentityHashMap<>();
    private final IdentityHashMap<LoopBlock, List<Method>> runs = new IdentityHashMap<>();
    private final BitSet crossing = new BitSet();

    /// The method that defines each value, by value id; null for parameters and constants.
    private final @Nullable Method[] home;

    private final Arithmetic.@Nullable Constant[] constants;

    private boolean waits;

    Outline(LoopKernel kernel) {
        this.home = new Method[kernel.valueCount()];
        this.constants = new Arithmetic.Constant[kernel.valueCount()];
        Method program = new Method("program", kernel.body().nodes());
        methods.add(program);
        plan(kernel.body(), false);
        new CrossingFinder(this, kernel.sites()).walk(kernel.body(), program);
        for (Method method : methods) {
            for (Value value : method.foreignValues) {
                if (home[value.id()] != null) {
                    crossing.set(value.id());
                }
            }
        }
    }

    /// All methods; the first is `program`.
    List<Method> methods() {
        return methods;
    }

    /// The method that holds a node alone, if it was given one.
    @Nullable Method methodOf(LoopNode node) {
        return single.get(node);
    }

    /// The methods that hold all of a block, run by run, if it was cut.
    @Nullable List<Method> runsOf(LoopBlock block) {
        return runs.get(block);
    }

    /// Whether the value is kept in a field.
    boolean crosses(int id) {
        return crossing.get(id);
    }

    Arithmetic.@Nullable Constant constant(int id) {
        return constants[id];
    }

    /// The method that defines a value; null for a parameter of the kernel.
    @Nullable Method home(int id) {
        return home[id];
    }

    void defined(int id, Method by) {
        home[id] = by;
    }

    private Method fresh(List<LoopNode> nodes) {
        Method method = new Method("part" + methods.size(), nodes);
        methods.add(method);
        return method;
    }

    void calledBy(Method callee, Method caller) {
        callee.caller = caller;
    }

    /// Decides on the methods of a block; gives the estimated bytes left where the block stands.
    private int plan(LoopBlock block, boolean inLoop) {
        List<LoopNode> nodes = block.nodes();
        int[] sizes = new int[nodes.size()];
        int total = 0;
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = plan(nodes.get(i), inLoop);
            total += sizes[i];
        }
        if (total <= LIMIT) {
            return total;
        }
        List<Method> cut = new ArrayList<>();
        int from = 0;
        int size = 0;
        for (int i = 0; i < sizes.length; i++) {
            if (size + sizes[i] > LIMIT && i > from) {
                cut.add(fresh(nodes.subList(from, i)));
                from = i;
                size = 0;
            }
            size += sizes[i];
        }
        cut.add(fresh(nodes.subList(from, sizes.length)));
        runs.put(block, cut);
        return 5 * cut.size();
    }

    private int plan(LoopNode node, boolean inLoop) {
        return switch (node) {
            case LoopNode.Compute c -> compute(c);
            case LoopNode.Position _ -> 6;
            case Memory m -> memory(m);
            case Guard _ -> 120;
            case DotNest d -> outlined(d);
            case ScanNest s -> plan(s.steps(), inLoop);
            case Effect e -> 60 + 14 * lane(e);
            case Vector v -> throw new CompilerBug("jvm", "no bytecode of lanes: " + v);
            case Loop l -> {
                int inside = plan(l.body(), true) + 40 + 60 * l.reductions().size();
                yield inLoop && inside <= LIMIT ? inside : outlined(l);
            }
            case Control.For f -> {
                int body = plan(f.body(), inLoop) + 60 + 16 * f.carried().size();
                yield body > LIMIT ? outlined(f) : body;
            }
            case Control.If i -> {
                int both = plan(i.thenBlock(), inLoop) + plan(i.elseBlock(), inLoop);
                int all = both + 12 + 12 * i.merges().size();
                yield all > LIMIT ? outlined(i) : all;
            }
            case Control.While w -> {
                waits |= w.spins();
                int both = plan(w.before(), inLoop) + plan(w.after(), inLoop);
                int all = both + 40 + 16 * (w.carried().size() + w.handed().size());
                yield all > LIMIT ? outlined(w) : all;
            }
        };
    }

    /// Whether a loop of the kernel may wait for other programs.
    boolean waits() {
        return waits;
    }

    private static int lane(Effect effect) {
        return switch (effect) {
            case Effect.Print p -> p.lane().size();
            case Effect.Assert a -> a.lane().size();
        };
    }

    private int outlined(LoopNode node) {
        single.put(node, fresh(List.of(node)));
        return 5;
    }

    private int compute(LoopNode.Compute compute) {
        if (compute.op() instanceof Arithmetic.Constant constant) {
            constants[compute.result().id()] = constant;
            return 0;
        }
        return 22;
    }

    private static int memory(Memory memory) {
        return switch (memory) {
            case Memory.Load l -> 90 + 14 * (l.place().terms().size() + l.access().lane().size());
            case Memory.Store s -> 90 + 14 * (s.place().terms().size() + s.access().lane().size());
            case Memory.Atomic a ->
                    100 + 14 * (a.place().terms().size() + a.access().lane().size());
            case Memory.BufferLoad l -> 12 + 10 * l.element().terms().size();
            case Memory.BufferStore s -> 12 + 10 * s.element().terms().size();
        };
    }
}
