package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Buffer;
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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds the loops that are a [ProductLoop].
public final class ProductLoops {
    private final LoopKernel kernel;
    private @Nullable Origins origins;

    /// @param kernel without [Loop]s
    public ProductLoops(LoopKernel kernel) {
        this.kernel = kernel;
    }

    /// The loop as a product, or null if it is none.
    public @Nullable ProductLoop of(Control.For loop) {
        Iteration iteration = new Iteration();
        if (!iteration.add(loop.body()) || iteration.dot == null) {
            return null;
        }
        DotNest dot = iteration.dot;
        Buffer a = dot.a().buffer();
        Buffer b = dot.b().buffer();
        Set<Buffer> filled = new HashSet<>(iteration.filled);
        if (a.equals(b)
                || !filled.equals(Set.of(a, b))
                || iteration.read.contains(a)
                || iteration.read.contains(b)
                || iteration.read.contains(dot.acc())) {
            return null;
        }
        if (origins == null) {
            origins = new Origins(kernel);
        }
        return new PanelSharing(kernel, loop, iteration.steps, origins).product(dot);
    }

    /// The version of an iteration that runs where its guards hold.
    private static final class Iteration {
        private final List<ProductLoop.Step> steps = new ArrayList<>();
        private final Set<Buffer> filled = new HashSet<>();
        private final Set<Buffer> read = new HashSet<>();
        private @Nullable DotNest dot;

        /// Whether all nodes are of the kinds that a product loop has.
        boolean add(LoopBlock block) {
            for (LoopNode node : block.nodes()) {
                if (!add(node)) {
                    return false;
                }
            }
            return true;
        }

        private boolean add(LoopNode node) {
            return switch (node) {
                case LoopNode.Compute _,
                        LoopNode.Position _,
                        Guard _,
                        Vector.Spread _,
                        Vector.Ramp _ ->
                        steps.add(new ProductLoop.Scalar(node));
                case Control.If i when i.isGuard() && i.merges().isEmpty() && dot == null -> {
                    steps.add(new ProductLoop.Holds(i.condition()));
                    yield add(i.thenBlock());
                }
                case DotNest d when dot == null && d.batch() == 1 -> {
                    dot = d;
                    yield true;
                }
                case Vector.Strip _, Vector.BufferStore _, Memory.BufferStore _ -> fill(node);
                case Control _, DotNest _, ScanNest _, Memory _, Vector _, Loop _, Effect _ ->
                        false;
            };
        }

        private boolean fill(LoopNode node) {
            Set<Buffer> written = new HashSet<>();
            if (dot != null || !touches(node, written) || written.size() != 1) {
                return false;
            }
            filled.addAll(written);
            return steps.add(new ProductLoop.Fill(node, written.iterator().next()));
        }

        /// Collects the buffers; whether nothing else is written, and nothing read that another
        /// thread may be meant to change.
        private boolean touches(LoopNode node, Set<Buffer> written) {
            return switch (node) {
                case Vector.Strip s -> {
                    boolean all = true;
                    for (LoopNode inner : s.body().nodes()) {
                        all &= touches(inner, written);
                    }
                    yield all;
                }
                case LoopNode.Compute _,
                        Vector.Spread _,
                        Vector.Ramp _,
                        Vector.Quotient _,
                        Vector.Where _,
                        Vector.Load _ ->
                        true;
                case Memory.Load l -> !l.isVolatile();
                case Vector.BufferLoad l -> reads(l.element());
                case Memory.BufferLoad l -> reads(l.element());
                case Vector.BufferStore s -> writes(s.element(), written);
                case Memory.BufferStore s -> writes(s.element(), written);
                case LoopNode.Position _,
                        Guard _,
                        Control _,
                        DotNest _,
                        ScanNest _,
                        Loop _,
                        Effect _,
                        Vector.Check _,
                        Vector.Prefix _,
                        Vector.Last _,
                        Vector.Product _,
                        Vector.Store _,
                        Vector.Fold _,
                        Memory.Store _,
                        Memory.Atomic _ ->
                        false;
            };
        }

        private boolean reads(Memory.Element element) {
            read.add(element.buffer());
            return true;
        }

        private static boolean writes(Memory.Element element, Set<Buffer> written) {
            written.add(element.buffer());
            return true;
        }
    }
}
