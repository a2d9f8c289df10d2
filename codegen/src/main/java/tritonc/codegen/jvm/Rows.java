package tritonc.codegen.jvm;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Access;
import tritonc.codegen.loop.Buffer;
import tritonc.codegen.loop.Check;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Place;
import tritonc.ir.tile.Value;

import java.util.ArrayList;
import java.util.List;

/// Which accesses of an innermost loop can be made row by row: a stretch of the tensor is copied
/// into an array before the loop runs over it, or out of one after it. HotSpot turns loops over
/// arrays into vector code, but not loops over raw memory, and copies either way at full speed.
/// Only where nobody can tell: the axis is independent, no access can fault, no load of a row
/// stands behind a store, and rows are stored last, in their order.
///
/// @param loads copied in
/// @param stores copied out
/// @param readsIndex whether anything else in the body reads the loop's index
record Rows(List<Memory.Load> loads, List<Memory.Store> stores, boolean readsIndex) {
    /// Elements that are copied at a time: a few such rows fit the first cache.
    static final int LENGTH = 512;

    /// Shorter loops are not worth the calls.
    private static final int SHORTEST = 32;

    /// The plan for a loop, or null if it has none.
    static @Nullable Rows plan(Loop loop, LoopKernel kernel) {
        List<LoopNode> nodes = loop.body().nodes();
        if (loop.axis() == Loop.Axis.ORDERED || loop.extent() < SHORTEST || !isPlain(nodes)) {
            return null;
        }
        List<Memory.Load> loads = loads(loop, kernel);
        List<Memory.Store> stores = stores(loop, kernel);
        if (loads.isEmpty() && stores.isEmpty()) {
            return null;
        }
        return new Rows(loads, stores, readsIndex(loop, loads, stores));
    }

    private static boolean isPlain(List<LoopNode> nodes) {
        for (LoopNode node : nodes) {
            boolean plain =
                    switch (node) {
                        case LoopNode.Compute _, LoopNode.Position _ -> true;
                        case Memory.BufferLoad _, Memory.BufferStore _ -> true;
                        case Memory.Load l -> l.access().check() == Check.PROVED;
                        case Memory.Store s -> s.access().check() == Check.PROVED;
                        default -> false;
                    };
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    private static List<Memory.Load> loads(Loop loop, LoopKernel kernel) {
        List<Memory.Load> rows = new ArrayList<>();
        for (LoopNode node : loop.body().nodes()) {
            if (node instanceof Memory.Store) {
                break;
            }
            if (node instanceof Memory.Load l
                    && l.mask() == null
                    && !l.isVolatile()
                    && isRow(l.place(), l.access(), loop, kernel)) {
                rows.add(l);
            }
        }
        return rows;
    }

    private static List<Memory.Store> stores(Loop loop, LoopKernel kernel) {
        List<Memory.Store> rows = new ArrayList<>();
        List<LoopNode> nodes = loop.body().nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            LoopNode node = nodes.get(i);
            if (node instanceof Memory.Load) {
                break;
            }
            if (node instanceof Memory.Store s) {
                if (s.mask() != null || !isRow(s.place(), s.access(), loop, kernel)) {
                    break;
                }
                rows.addFirst(s);
            }
        }
        return rows;
    }

    private static boolean isRow(Place place, Access access, Loop loop, LoopKernel kernel) {
        int bytes = kernel.sites().get(access.site()).type().bytes();
        for (Place.Term term : place.terms()) {
            if (term.index().id() == loop.index().id()) {
                return term.stride().is(bytes);
            }
        }
        return false;
    }

    private static boolean readsIndex(
            Loop loop, List<Memory.Load> loads, List<Memory.Store> stores) {
        boolean[] found = new boolean[1];
        Uses uses =
                new Uses(
                        new Uses.Visitor() {
                            @Override
                            public void reads(Value value) {
                                found[0] |= value.id() == loop.index().id();
                            }

                            @Override
                            public void defines(Value value) {}

                            @Override
                            public void touches(Buffer buffer) {}
                        });
        for (LoopNode node : loop.body().nodes()) {
            if (node instanceof Memory.Store s && holds(stores, s)) {
                found[0] |= s.value().id() == loop.index().id();
            } else if (!(node instanceof Memory.Load l && holds(loads, l))) {
                uses.visit(node);
            }
        }
        for (Loop.Reduction reduction : loop.reductions()) {
            found[0] |= reduction.element().id() == loop.index().id();
        }
        return found[0];
    }

    private static boolean holds(List<? extends LoopNode> nodes, LoopNode node) {
        for (LoopNode n : nodes) {
            if (n == node) {
                return true;
            }
        }
        return false;
    }
}
