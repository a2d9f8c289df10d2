package tritonc.typecheck.infer;

import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;
import tritonc.typecheck.value.Argument;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.Constexpr.PyBool;
import tritonc.typecheck.value.Constexpr.PyFloat;
import tritonc.typecheck.value.Constexpr.PyInt;
import tritonc.typecheck.value.Constexpr.PyNone;
import tritonc.typecheck.value.Constexpr.PyType;
import tritonc.typecheck.value.PyValue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a parameter could be compiled for in place of a guess that does not fit: everything here is
/// something that a caller can pass.
final class Moves {
    private static final int ALIGNMENT = 16;
    private static final int LONGEST_TUPLE = 32;
    private static final int[] SIZES = {1, 2, 16, 32, 64, 128, 4, 8, 256, 0, 1024};
    private static final List<DType> POINTEES =
            List.of(
                    DType.FP16,
                    DType.FP32,
                    DType.I32,
                    DType.I64,
                    DType.BF16,
                    DType.I8,
                    DType.U8,
                    DType.I1,
                    DType.FP8E4NV,
                    DType.U32,
                    DType.I16,
                    DType.FP8E5);

    private final List<List<Option>> options;
    private final Facts facts;
    private final Tiles tiles;

    /// @param options what each parameter may be by its use
    Moves(List<List<Option>> options, Facts facts, Tiles tiles) {
        this.options = options;
        this.facts = facts;
        this.tiles = tiles;
    }

    /// Other arguments for one parameter, the likeliest first.
    List<Argument> of(int parameter, List<Argument> now) {
        Set<Argument> all = new LinkedHashSet<>();
        for (Option o : options.get(parameter)) {
            all.add(o.argument());
        }
        switch (now.get(parameter)) {
            case Argument.Runtime r -> runtime(r, all, parameter, now);
            case Argument.Descriptor d -> {
                descriptors(d.element(), d.block().rank(), now, all);
                POINTEES.forEach(e -> all.add(new Argument.Descriptor(e, d.block(), false)));
            }
            case Argument.Tuple t -> tuples(t, all, parameter, now);
            case Argument.One o -> all.add(new Argument.Runtime(o.type(), 1, false));
            case Argument.Constant c -> constant(c.value(), all, now);
        }
        all.remove(now.get(parameter));
        return new ArrayList<>(all);
    }

    /// Assignments that differ from one in one parameter, or in many at once.
    ///
    /// @param near the parameters in groups, those first whose changes are likelier to help
    Set<List<Argument>> around(List<Argument> now, List<List<Integer>> near) {
        Set<List<Argument>> all = new LinkedHashSet<>();
        for (List<Integer> group : near) {
            List<List<Argument>> others = new ArrayList<>();
            int longest = 0;
            for (int p : group) {
                List<Argument> of = of(p, now);
                others.add(of);
                longest = Math.max(longest, of.size());
            }
            for (int k = 0; k < longest; k++) {
                for (int i = 0; i < group.size(); i++) {
                    if (k < others.get(i).size()) {
                        List<Argument> changed = with(now, group.get(i), others.get(i).get(k));
                        all.add(tiles.followed(now, changed));
                    }
                }
            }
            if (group == near.getFirst()) {
                together(now, all);
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
    private void together(List<Argument> arguments, Set<List<Argument>> all) {
        for (DType narrow : List.of(DType.FP16, DType.BF16, DType.I8)) {
            List<Argument> changed = new ArrayList<>();
            for (Argument a : arguments) {
                boolean wide =
                        a instanceof Argument.Runtime r
                                && r.type() instanceof PointerType p
                                && p.pointee() == DType.FP32;
                changed.add(wide ? pointer(narrow) : a);
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
            all.add(tiles.followed(arguments, List.copyOf(changed)));
        }
    }

    private void runtime(Argument.Runtime r, Set<Argument> all, int parameter, List<Argument> now) {
        Evidence e = facts.of(new Atom(parameter, 0));
        Argument described = tiles.of(parameter, now);
        if (described != null) {
            all.add(described);
        }
        if (e.isDescriptor()
                && e.rank > 0
                && r.type() instanceof PointerType p
                && p.pointee() instanceof DType element) {
            descriptors(element, e.rank, now, all);
        }
        if (r.type() instanceof PointerType) {
            POINTEES.forEach(d -> all.add(pointer(d)));
            if (!e.isDescriptor()) {
                all.add(pointer(new PointerType(DType.FP32)));
                all.add(value(DType.I32));
                all.add(value(DType.FP32));
            }
        } else {
            if (e.compared.contains(Constexpr.of(1))) {
                all.add(new Argument.One(DType.I32));
            }
            all.add(value(DType.I32));
            all.add(value(DType.FP32));
            all.add(pointer(DType.FP32));
            all.add(pointer(DType.I32));
            all.add(pointer(DType.I64));
            all.add(value(DType.I64));
            all.add(value(DType.I1));
            all.add(new Argument.One(DType.I32));
        }
    }

    /// Tuples of other lengths, and of another type for all elements.
    private void tuples(Argument.Tuple t, Set<Argument> all, int parameter, List<Argument> now) {
        Argument first = t.elements().isEmpty() ? value(DType.I32) : t.elements().getFirst();
        Set<Integer> lengths = new LinkedHashSet<>(List.of(1, 2, 3, 4, 5, 0));
        sizes(now).stream().filter(s -> s <= LONGEST_TUPLE).forEach(lengths::add);
        lengths.forEach(n -> all.add(tuple(n, first)));
        if (first instanceof Argument.Runtime r) {
            Set<Argument> others = new LinkedHashSet<>();
            runtime(r, others, parameter, now);
            others.forEach(o -> all.add(tuple(t.elements().size(), o)));
        }
    }

    private static Argument tuple(int length, Argument element) {
        return new Argument.Tuple(Collections.nCopies(length, element), List.of());
    }

    private static void constant(PyValue value, Set<Argument> all, List<Argument> now) {
        switch (value) {
            case PyBool b -> all.add(new Argument.Constant(PyBool.of(!b.value())));
            case PyInt i -> {
                sizes(now).forEach(s -> all.add(new Argument.Constant(Constexpr.of(s))));
                for (int s : SIZES) {
                    all.add(new Argument.Constant(Constexpr.of(s)));
                }
                all.add(new Argument.Constant(new PyType(DType.FP32)));
                all.add(new Argument.Constant(PyNone.NONE));
            }
            case PyFloat f -> all.add(new Argument.Constant(Constexpr.of(1)));
            case PyType t -> {
                POINTEES.forEach(d -> all.add(new Argument.Constant(new PyType(d))));
                all.add(new Argument.Constant(Constexpr.of(1)));
            }
            case PyNone n -> {
                all.add(pointer(DType.FP32));
                all.add(new Argument.Constant(PyBool.TRUE));
                all.add(new Argument.Constant(Constexpr.of(1)));
                all.add(value(DType.FP32));
            }
            default -> {}
        }
    }

    /// The extents that the signature has already.
    private static Set<Integer> sizes(List<Argument> now) {
        Set<Integer> sizes = new TreeSet<>();
        for (Argument a : now) {
            if (a instanceof Argument.Constant c
                    && c.value() instanceof PyInt i
                    && i.value().bitLength() < 16
                    && i.value().bitCount() == 1) {
                sizes.add(i.asInt());
            }
        }
        return sizes;
    }

    /// Tensor descriptors whose tiles have extents that the signature names.
    private static void descriptors(
            DType element, int rank, List<Argument> now, Set<Argument> all) {
        Set<Integer> named = sizes(now);
        List<Integer> sizes = new ArrayList<>(named.isEmpty() ? Set.of(64) : named);
        if (rank > 2 && !sizes.contains(1)) {
            sizes.add(0, 1);
        }
        int each = Math.min(sizes.size(), 3);
        int count = (int) Math.pow(each, rank);
        for (int code = 0; code < Math.min(count, 12); code++) {
            int[] extents = new int[rank];
            int rest = code;
            for (int axis = rank; axis-- > 0; rest /= each) {
                extents[axis] = sizes.get(sizes.size() - 1 - rest % each);
            }
            all.add(new Argument.Descriptor(element, Shape.of(extents), false));
        }
    }

    /// An argument in the words of notes.
    static String text(Argument a) {
        return switch (a) {
            case Argument.Runtime r -> r.type().toString();
            case Argument.Descriptor d -> "a descriptor of " + d.block() + " " + d.element();
            case Argument.Tuple t ->
                    t.elements().stream()
                            .map(Moves::text)
                            .collect(Collectors.joining(", ", "(", ")"));
            case Argument.One o -> o.type() + " 1";
            case Argument.Constant c -> c.value().describe();
        };
    }

    static Argument pointer(ElementType to) {
        return new Argument.Runtime(new PointerType(to), ALIGNMENT, false);
    }

    private static Argument value(DType type) {
        return new Argument.Runtime(type, 1, false);
    }
}
