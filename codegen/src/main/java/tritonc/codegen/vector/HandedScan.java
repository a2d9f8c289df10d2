package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Buffer;
import tritonc.codegen.loop.Check;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.ScanNest;
import tritonc.codegen.loop.Site;

import java.util.ArrayList;
import java.util.List;

/// A scan that is handed on, with the loop that computes its lanes and the one that uses them:
/// [HandedScanStrips] makes all three one.
///
/// @param between scalars that stand between them
/// @param length how many nodes it takes the place of
record HandedScan(
        Loop fill,
        ScanNest scan,
        Loop use,
        List<LoopNode> between,
        LoopPlan fillPlan,
        LoopPlan usePlan,
        int length) {
    /// @param nodes of which the first may be the loop that computes the lanes
    /// @return null where they are something else, or cannot be one
    static @Nullable HandedScan of(List<LoopNode> nodes, VectorFile file, List<Site> sites) {
        if (!(nodes.getFirst() instanceof Loop fill)) {
            return null;
        }
        List<LoopNode> between = new ArrayList<>();
        int at = scalars(nodes, 1, between);
        Loop rest = at < nodes.size() && nodes.get(at) instanceof Loop l ? l : null;
        at = rest == null ? at : scalars(nodes, at + 1, between);
        boolean isScan = at < nodes.size() && nodes.get(at) instanceof ScanNest s && s.isHandedOn();
        if (!isScan) {
            return null;
        }
        ScanNest scan = (ScanNest) nodes.get(at);
        at = scalars(nodes, at + 1, between);
        return at < nodes.size() && nodes.get(at) instanceof Loop use && fits(fill, rest, scan, use)
                ? of(fill, scan, use, between, at + 1, file, sites)
                : null;
    }

    /// Collects scalars.
    ///
    /// @return the number of the node behind them
    private static int scalars(List<LoopNode> nodes, int from, List<LoopNode> to) {
        int at = from;
        while (at < nodes.size() && nodes.get(at) instanceof LoopNode.Compute c) {
            to.add(c);
            at++;
        }
        return at;
    }

    private static @Nullable HandedScan of(
            Loop fill,
            ScanNest scan,
            Loop use,
            List<LoopNode> between,
            int length,
            VectorFile file,
            List<Site> sites) {
        LoopPlan first = LoopPlan.of(fill, file, sites);
        LoopPlan last = LoopPlan.of(use, file, sites);
        int lanes = ScanStrips.lanes(scan, file.bytes());
        if (first == null || last == null || !ScanStrips.isPossible(scan, file.bytes())) {
            return null;
        }
        boolean fits = first.lanes() == lanes && last.lanes() == lanes;
        return fits ? new HandedScan(fill, scan, use, between, first, last, length) : null;
    }

    /// Whether the loops touch the scanned buffer as they must, and all lanes that the last one
    /// reads are the first one's.
    private static boolean fits(Loop fill, @Nullable Loop rest, ScanNest scan, Loop use) {
        Buffer lanes = scan.lanes();
        int extent = lanes.size();
        boolean isAll = fill.to().is(extent);
        boolean isRest =
                rest == null || rest.from().equals(fill.to()) && isFill(rest, lanes, false);
        return fill.extent() == extent
                && use.extent() == extent
                && fill.from().is(0)
                && use.from().is(0)
                && isRest
                && isFill(fill, lanes, true)
                && isUse(use, lanes)
                && (isAll || use.to().equals(fill.to()));
    }

    private static boolean isFill(Loop loop, Buffer lanes, boolean isOwn) {
        int stores = 0;
        for (LoopNode node : loop.body().nodes()) {
            boolean fits =
                    switch (node) {
                        case LoopNode.Compute _ -> true;
                        case Memory.Load l -> Reads.isFree(l);
                        case Memory.BufferLoad l -> !l.element().buffer().equals(lanes);
                        case Memory.BufferStore s ->
                                s.element().buffer().equals(lanes)
                                        && (!isOwn || Reads.isOwn(s.element(), loop));
                        default -> false;
                    };
            stores += node instanceof Memory.BufferStore ? 1 : 0;
            if (!fits) {
                return false;
            }
        }
        return loop.axis() == Loop.Axis.PARALLEL && stores == 1;
    }

    private static boolean isUse(Loop loop, Buffer lanes) {
        for (LoopNode node : loop.body().nodes()) {
            boolean fits =
                    switch (node) {
                        case LoopNode.Compute _ -> true;
                        case Memory.Load l -> Reads.isFree(l);
                        case Memory.Store s -> s.access().check() == Check.PROVED;
                        case Memory.BufferLoad l ->
                                !l.element().buffer().equals(lanes)
                                        || Reads.isOwn(l.element(), loop);
                        default -> false;
                    };
            if (!fits) {
                return false;
            }
        }
        return loop.axis() == Loop.Axis.PARALLEL && loop.reductions().isEmpty();
    }

    /// Where the iterations that anything is wanted of end.
    Amount to() {
        return use.to();
    }
}
