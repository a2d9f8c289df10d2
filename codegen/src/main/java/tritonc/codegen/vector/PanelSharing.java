package tritonc.codegen.vector;

import tritonc.codegen.loop.Buffer;
import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.DotNest;
import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Overlap;
import tritonc.codegen.loop.Site;
import tritonc.codegen.loop.Uses;
import tritonc.codegen.loop.Vector;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds out what the tiles of a product loop depend on.
final class PanelSharing {
    private static final int MOST_KEYS = 4;

    private final LoopKernel kernel;
    private final Control.For loop;
    private final List<ProductLoop.Step> steps;
    private final Origins origins;

    /// The scalars of an iteration, by their ids.
    private final Map<Integer, LoopNode> scalars = new HashMap<>();

    private final Map<Integer, Control.Carried> carried = new HashMap<>();

    PanelSharing(
            LoopKernel kernel, Control.For loop, List<ProductLoop.Step> steps, Origins origins) {
        this.kernel = kernel;
        this.loop = loop;
        this.steps = steps;
        this.origins = origins;
        loop.carried().forEach(c -> carried.put(c.parameter().id(), c));
        for (ProductLoop.Step step : steps) {
            if (step instanceof ProductLoop.Scalar(LoopNode node)) {
                Results.of(node, v -> scalars.put(v.id(), node));
            }
        }
    }

    ProductLoop product(DotNest dot) {
        Buffer a = dot.a().buffer();
        Buffer b = dot.b().buffer();
        Set<Integer> updates = new HashSet<>();
        loop.carried().forEach(c -> within(c.next(), updates));
        boolean isLatest = guardsAreApart(keys(a, true), keys(b, true));
        Set<Value> keysOfA = keys(a, isLatest);
        Set<Value> keysOfB = keys(b, isLatest);
        boolean apart = isLatest || guardsAreApart(keysOfA, keysOfB);
        return new ProductLoop(
                loop,
                steps,
                dot,
                new ProductLoop.Panel(a, sharing(a, keysOfA, apart)),
                new ProductLoop.Panel(b, sharing(b, keysOfB, apart)),
                updates);
    }

    /// The scalars of the iteration that a value is computed from.
    private void within(Value value, Set<Integer> found) {
        LoopNode node = scalars.get(value.id());
        if (node != null && found.add(value.id())) {
            Uses.of(node, v -> within(v, found));
        }
    }

    private ProductLoop.Sharing sharing(Buffer tile, Set<Value> keys, boolean apart) {
        List<Overlap> overlaps = new ArrayList<>();
        boolean known = apart && keys.size() <= MOST_KEYS && overlaps(tile, overlaps);
        for (Value key : keys) {
            known &= !(key.type().element() instanceof DType d) || !d.isFloat();
        }
        return known
                ? new ProductLoop.Shared(List.copyOf(keys), overlaps)
                : new ProductLoop.Private();
    }

    /// What a tile's contents depend on, outside the loop.
    ///
    /// @param latest whether of values that are computed from one another the latest count
    private Set<Value> keys(Buffer tile, boolean latest) {
        Set<Value> uses = new LinkedHashSet<>(bounds());
        for (ProductLoop.Step step : steps) {
            if (step instanceof ProductLoop.Fill(LoopNode node, Buffer filled)
                    && filled.equals(tile)) {
                uses(node, new HashSet<>(), uses);
            }
        }
        return reduced(outside(uses), latest);
    }

    private List<Value> bounds() {
        return List.of(loop.lower(), loop.upper(), loop.step());
    }

    /// What a node and those nested in it use from outside it.
    private static void uses(LoopNode node, Set<Integer> defined, Set<Value> found) {
        Uses.of(
                node,
                v -> {
                    if (!defined.contains(v.id())) {
                        found.add(v);
                    }
                });
        Results.of(node, v -> defined.add(v.id()));
        if (node instanceof Vector.Where w) {
            w.body().nodes().forEach(n -> uses(n, defined, found));
        }
        if (node instanceof Vector.Strip s) {
            defined.add(s.index().id());
            s.carried().forEach(c -> defined.add(c.parameter().id()));
            s.body().nodes().forEach(n -> uses(n, defined, found));
            s.carried().stream()
                    .map(Control.Carried::next)
                    .filter(v -> !defined.contains(v.id()))
                    .forEach(found::add);
        }
    }

    /// What values depend on outside the loop, as far as programs differ in it.
    private Set<Value> outside(Set<Value> values) {
        Set<Value> found = new LinkedHashSet<>();
        Set<Integer> seen = new HashSet<>();
        List<Value> left = new ArrayList<>(values);
        while (!left.isEmpty()) {
            Value v = left.removeLast();
            if (!seen.add(v.id())) {
                continue;
            }
            LoopNode node = scalars.get(v.id());
            Control.Carried c = carried.get(v.id());
            if (node != null) {
                Uses.of(node, left::add);
            } else if (c != null) {
                left.add(c.init());
                left.add(c.next());
            } else if (v.id() == loop.iv().id()) {
                left.addAll(bounds());
            } else if (!origins.isCommon(v)) {
                found.add(v);
            }
        }
        return found;
    }

    /// The fewest values that these are computed from: the latest such ones, as more programs agree
    /// in the number of a block than in what it is computed from, or the earliest.
    private Set<Value> reduced(Set<Value> values, boolean isLatest) {
        Set<Value> keys = new LinkedHashSet<>(values);
        Set<Value> fewest = keys;
        Set<Value> kept = new HashSet<>();
        while (true) {
            Value latest =
                    keys.stream()
                            .filter(v -> origins.isComputed(v) && !kept.contains(v))
                            .max(Comparator.comparingInt(origins::order))
                            .orElse(null);
            if (latest == null) {
                return fewest;
            }
            Set<Value> fewer = new LinkedHashSet<>(keys);
            fewer.remove(latest);
            fewer.addAll(origins.differing(latest));
            if (fewer.size() <= keys.size()) {
                keys = fewer;
            } else {
                kept.add(latest);
            }
            fewest = keys.size() < fewest.size() || !isLatest ? keys : fewest;
        }
    }

    /// Whether each part of the guards depends on the one panel or on the other.
    private boolean guardsAreApart(Set<Value> a, Set<Value> b) {
        for (ProductLoop.Step step : steps) {
            if (step instanceof ProductLoop.Holds(Value condition)) {
                for (Value part : parts(condition)) {
                    Set<Value> roots = roots(part, a, b);
                    if (!a.containsAll(roots) && !b.containsAll(roots)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /// The values whose conjunction a condition is.
    private List<Value> parts(Value condition) {
        LoopNode node = scalars.get(condition.id());
        if (node == null) {
            node = origins.node(condition);
        }
        if (node instanceof LoopNode.Compute(Value _, Arithmetic.Binary and, var _)
                && and.kind() == BinaryKind.AND) {
            List<Value> all = new ArrayList<>(parts(and.a()));
            all.addAll(parts(and.b()));
            return all;
        }
        return List.of(condition);
    }

    /// What a value is computed from: keys, and what is not computed.
    private Set<Value> roots(Value value, Set<Value> a, Set<Value> b) {
        Set<Value> found = new HashSet<>();
        List<Value> left = new ArrayList<>(outside(Set.of(value)));
        Set<Value> seen = new HashSet<>(left);
        while (!left.isEmpty()) {
            Value v = left.removeLast();
            if (a.contains(v) || b.contains(v) || !origins.isComputed(v)) {
                found.add(v);
            } else {
                origins.differing(v).stream().filter(seen::add).forEach(left::add);
            }
        }
        return found;
    }

    /// Collects the storages that must be different ones; whether that is known, and possible.
    private boolean overlaps(Buffer tile, List<Overlap> overlaps) {
        Set<Integer> read = new LinkedHashSet<>();
        for (ProductLoop.Step step : steps) {
            if (step instanceof ProductLoop.Fill(LoopNode node, Buffer filled)
                    && filled.equals(tile)
                    && !readsTensorsOnly(node, read)) {
                return false;
            }
        }
        Map<Overlap, Boolean> all = new LinkedHashMap<>();
        for (Site site : kernel.sites()) {
            if (site.kind() == Site.Kind.LOAD) {
                continue;
            }
            for (int from : read) {
                if (site.parameter() == Site.UNKNOWN
                        || from == Site.UNKNOWN
                        || from == site.parameter()) {
                    return false;
                }
                all.put(new Overlap(from, site.parameter()), true);
            }
        }
        overlaps.addAll(all.keySet());
        return true;
    }

    private boolean readsTensorsOnly(LoopNode node, Set<Integer> parameters) {
        return switch (node) {
            case Vector.Strip s ->
                    s.body().nodes().stream().allMatch(n -> readsTensorsOnly(n, parameters));
            case Vector.Load l -> {
                parameters.add(kernel.sites().get(l.access().site()).parameter());
                yield true;
            }
            case Memory.Load l -> {
                parameters.add(kernel.sites().get(l.access().site()).parameter());
                yield true;
            }
            case Vector.BufferLoad _, Memory.BufferLoad _ -> false;
            default -> true;
        };
    }
}
