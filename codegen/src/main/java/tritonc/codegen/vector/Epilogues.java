package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Buffer;
import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.DotNest;
import tritonc.codegen.loop.Guard;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Site;
import tritonc.codegen.loop.Uses;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Finds loops that sum products of matrices, and right behind them the nest that alone reads the
/// sums: it may take them from registers as soon as they are complete.
///
/// ```
/// for %k { … dot $0 += $1 x $2 }            %all = %inside and %rows eq 64 and %columns eq 64
/// %inside = …                               product { for %k { … } } if %all in registers: row %r
/// guard %inside {                           column %c, sum %s {
///   loop %r in 0..%rows of 64 {         ▶     store [%to + %r·%stride + %c·4], relu %s
///     loop %c in 0..%columns of 64 {        } else {
///       store […], relu $0[%r·64 + %c]        guard %inside { … }
/// } } } else { … }                          }
/// ```
///
/// Nothing is done where another node reads the sums later, where the nest's body is long, as it is
/// written for each register of a tile, or where rows may overlap.
final class Epilogues {
    /// Nodes of a body at most.
    private static final int MOST_NODES = 10;

    private final List<LoopBlock> all;
    private final VectorFile file;
    private final Fresh fresh;
    private final List<Site> sites;

    /// @param all the blocks of a kernel
    Epilogues(List<LoopBlock> all, VectorFile file, Fresh fresh, List<Site> sites) {
        this.all = List.copyOf(all);
        this.file = file;
        this.fresh = fresh;
        this.sites = sites;
    }

    /// What stands at a place of a block, or null if it is something else.
    @Nullable EpilogueNest of(List<LoopNode> nodes, int at) {
        if (!(nodes.get(at) instanceof Control.For loop)) {
            return null;
        }
        int end = at + 1;
        while (end < nodes.size() && isPure(nodes.get(end))) {
            end++;
        }
        if (end == nodes.size()
                || !(nodes.get(end) instanceof Control.If rest)
                || !rest.isGuard()
                || !rest.merges().isEmpty()) {
            return null;
        }
        List<LoopNode> before = new ArrayList<>(nodes.subList(at + 1, end));
        List<LoopNode> then = rest.thenBlock().nodes();
        if (then.isEmpty() || !(then.getLast() instanceof Loop rows)) {
            return null;
        }
        DotNest dot = product(loop.body());
        if (dot == null) {
            return null;
        }
        before.addAll(then.subList(0, then.size() - 1));
        boolean fits =
                before.stream().allMatch(Epilogues::isPure)
                        && !dependsOn(before, loop)
                        && fits(dot, rows)
                        && isAlone(dot.acc(), nodes, at, end);
        LoopBlock nest = new LoopBlock(List.of(rows));
        return fits
                ? nest(loop, dot, before, rest.with(nest, rest.elseBlock()), rows, end - at + 1)
                : null;
    }

    /// Whether a nest is over the sums, and can be done a register at a time.
    private boolean fits(DotNest dot, Loop rows) {
        List<LoopNode> body = rows.body().nodes();
        if (!isOver(rows, dot.m())
                || !(last(rows) instanceof Loop columns)
                || !isOver(columns, dot.n())
                || columns.axis() != Loop.Axis.PARALLEL
                || !body.subList(0, body.size() - 1).stream().allMatch(Epilogues::isScalar)
                || sum(dot, rows, columns) == null) {
            return false;
        }
        LoopPlan plan = LoopPlan.of(columns, file, sites);
        return plan != null
                && plan.steps().stream().allMatch(s -> s instanceof Arms.Plain)
                && plan.lanes() == file.bytes() / dot.acc().type().bytes()
                && dot.n() % plan.lanes() == 0
                && EpilogueNest.mayBeApart(rows, columns);
    }

    /// A nest that fits. It stays as well: what is written again has names of its own.
    private EpilogueNest nest(
            Control.For loop,
            DotNest dot,
            List<LoopNode> before,
            Control.If rest,
            Loop nest,
            int length) {
        Loop rows = (Loop) new Renaming(fresh, v -> v).node(nest);
        Loop columns = (Loop) rows.body().nodes().getLast();
        Memory.BufferLoad sum = Objects.requireNonNull(sum(dot, rows, columns));
        LoopPlan plan = Objects.requireNonNull(LoopPlan.of(columns, file, sites));
        return new EpilogueNest(loop, dot, before, rest, rows, columns, sum, plan, length);
    }

    /// The product of a loop whose sums are of a type that is as wide in registers as in buffers,
    /// or null. Versions with and without checks have it.
    private static @Nullable DotNest product(LoopBlock body) {
        List<DotNest> dots =
                body.all()
                        .filter(n -> n instanceof DotNest)
                        .map(n -> (DotNest) n)
                        .distinct()
                        .toList();
        if (dots.size() != 1) {
            return null;
        }
        DotNest dot = dots.getFirst();
        boolean isWhole =
                dot.acc().type() instanceof DType t
                        && (t == DType.FP32 || t == DType.FP64 || t == DType.I32);
        return isWhole && dot.batch() == 1 ? dot : null;
    }

    private static boolean isPure(LoopNode node) {
        return node instanceof LoopNode.Compute || node instanceof Guard;
    }

    private static boolean isScalar(LoopNode node) {
        return node instanceof LoopNode.Compute || node instanceof Memory.Load l && Reads.isFree(l);
    }

    /// Whether nodes read what a loop leaves behind.
    private static boolean dependsOn(List<LoopNode> nodes, Control.For loop) {
        Set<Value> read = new HashSet<>();
        Uses.within(nodes, read::add);
        return loop.carried().stream().anyMatch(c -> read.contains(c.result()));
    }

    private static @Nullable LoopNode last(Loop loop) {
        List<LoopNode> nodes = loop.body().nodes();
        return nodes.isEmpty() ? null : nodes.getLast();
    }

    private static boolean isOver(Loop loop, int extent) {
        return loop.from().is(0)
                && (loop.to() instanceof Amount.Dynamic || loop.to().is(extent))
                && loop.extent() == extent
                && loop.reductions().isEmpty();
    }

    /// The body's only read of the sums, each the iteration's own, or null if it does something
    /// else or is long.
    private static Memory.@Nullable BufferLoad sum(DotNest dot, Loop rows, Loop columns) {
        Memory.Element own = own(dot.acc(), rows, columns, dot.n());
        Memory.BufferLoad sum = null;
        for (LoopNode node : columns.body().nodes()) {
            boolean fits =
                    switch (node) {
                        case LoopNode.Compute c -> !isQuotient(c.op());
                        case Memory.Load l -> Reads.isFree(l);
                        case Memory.Store s -> LoopPlan.isProved(s.access());
                        case Memory.BufferLoad l -> l.element().equals(own) && sum == null;
                        default -> false;
                    };
            if (!fits) {
                return null;
            }
            sum = node instanceof Memory.BufferLoad l ? l : sum;
        }
        return columns.body().nodes().size() <= MOST_NODES ? sum : null;
    }

    private static Memory.Element own(Buffer sums, Loop rows, Loop columns, int width) {
        List<Memory.Term> terms =
                List.of(new Memory.Term(rows.index(), width), new Memory.Term(columns.index(), 1));
        return new Memory.Element(sums, terms, 0);
    }

    /// Strips have their own way with quotients.
    private static boolean isQuotient(Arithmetic op) {
        return op instanceof Arithmetic.Binary b && b.kind() == BinaryKind.DIV;
    }

    /// Whether nobody but the nest reads the sums after the loop: they are filled anew in the same
    /// block before it, and all other reads stand between.
    private boolean isAlone(Buffer sums, List<LoopNode> nodes, int at, int end) {
        int fill = at - 1;
        while (fill >= 0 && !isFill(nodes.get(fill), sums)) {
            fill--;
        }
        if (fill < 0 || isRead(((Control.For) nodes.get(at)).body(), sums)) {
            return false;
        }
        long everywhere = all.stream().mapToLong(b -> touches(b.nodes(), sums)).sum();
        return everywhere == touches(nodes.subList(fill, end + 1), sums);
    }

    /// Whether a nest writes all of a buffer.
    private static boolean isFill(LoopNode node, Buffer sums) {
        return node instanceof Loop rows
                && last(rows) instanceof Loop columns
                && last(columns) instanceof Memory.BufferStore s
                && rows.from().is(0)
                && rows.to().is(rows.extent())
                && columns.from().is(0)
                && columns.to().is(columns.extent())
                && sums.size() == rows.extent() * columns.extent()
                && s.element().equals(own(sums, rows, columns, columns.extent()));
    }

    private static boolean isRead(LoopBlock block, Buffer buffer) {
        return block.all()
                .anyMatch(n ->
                        n instanceof Memory.BufferLoad l && l.element().buffer().equals(buffer));
    }

    /// How many nodes read or change a buffer.
    private static long touches(List<LoopNode> nodes, Buffer buffer) {
        return LoopBlock.all(nodes).filter(n -> isTouching(n, buffer)).count();
    }

    private static boolean isTouching(LoopNode node, Buffer buffer) {
        return switch (node) {
            case Memory.BufferLoad l -> l.element().buffer().equals(buffer);
            case DotNest d ->
                    d.acc().equals(buffer)
                            || d.a().buffer().equals(buffer)
                            || d.b().buffer().equals(buffer);
            default -> false;
        };
    }
}
