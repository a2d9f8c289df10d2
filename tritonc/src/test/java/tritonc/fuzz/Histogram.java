package tritonc.fuzz;

import tritonc.ir.tile.Block;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What random kernels are made of: in how many of them each thing occurs.
final class Histogram {
    private final Map<String, Integer> kernels = new TreeMap<>();
    private final List<Integer> sizes = new ArrayList<>();

    void add(FuzzCase fuzz) {
        Set<String> seen = new HashSet<>();
        sizes.add(walk(fuzz.kernel().body(), seen));
        Set<Integer> storages = new HashSet<>();
        for (FuzzCase.Argument argument : fuzz.arguments()) {
            if (argument instanceof FuzzCase.Argument.Pointer p && !storages.add(p.storage())) {
                seen.add("aliased arguments");
            }
        }
        seen.addAll(fuzz.traits());
        if (fuzz.gridX() == 0) {
            seen.add("empty grid");
        }
        seen.forEach(s -> kernels.merge(s, 1, Integer::sum));
    }

    private static int walk(Block block, Set<String> seen) {
        int count = 0;
        for (Statement s : block.statements()) {
            count++;
            seen.add("op " + name(s));
            if (s.op() instanceof ControlOp && !s.op().blocks().isEmpty()) {
                seen.add("control flow");
            }
            for (Value v : s.results()) {
                if (v.type().element() instanceof DType d) {
                    seen.add("dtype " + d);
                }
                if (v.type().shape().rank() == 2 && v.type().size() > 1) {
                    seen.add("2-D tiles");
                }
            }
            for (Block inner : s.op().blocks()) {
                count += walk(inner, seen);
            }
        }
        return count;
    }

    private static String name(Statement s) {
        return switch (s.op()) {
            case Reduce r -> "reduce " + r.kind().text();
            case MemoryOp.AtomicRmw a -> "atomic " + a.kind().text();
            default -> s.op().name();
        };
    }

    int medianSize() {
        Collections.sort(sizes);
        return sizes.get(sizes.size() / 2);
    }

    /// The share of kernels that have `thing`, in percent.
    double percent(String thing) {
        return 100.0 * kernels.getOrDefault(thing, 0) / sizes.size();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(sizes.size()).append(" kernels, median ").append(medianSize()).append(" ops\n");
        kernels.forEach((k, n) -> text.append(String.format("%6.1f %%  %s%n", percent(k), k)));
        return text.toString();
    }
}
