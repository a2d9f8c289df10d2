package tritonc.codegen.loop;

import tritonc.ir.analysis.Provenance;
import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Statement;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// Numbers the accesses of the tile program as they are met.
final class Sites {
    private final Provenance provenance;
    private final IdentityHashMap<Statement, Integer> numbers = new IdentityHashMap<>();
    private final List<Site> all = new ArrayList<>();

    Sites(Provenance provenance) {
        this.provenance = provenance;
    }

    List<Site> all() {
        return all;
    }

    Site get(Statement access) {
        return all.get(of(access));
    }

    /// The site of a statement that accesses memory.
    int of(Statement access) {
        Integer known = numbers.get(access);
        if (known != null) {
            return known;
        }
        if (!(access.op() instanceof MemoryOp op)) {
            throw new CompilerBug("loop", access.op().name() + " is no access");
        }
        Site.Kind kind =
                switch (op) {
                    case MemoryOp.Load _ -> Site.Kind.LOAD;
                    case MemoryOp.Store _ -> Site.Kind.STORE;
                    case MemoryOp.AtomicRmw _ -> Site.Kind.ATOMIC;
                };
        int id = all.size();
        all.add(
                new Site(
                        id,
                        kind,
                        op.accessType().element(),
                        provenance.single(op.pointer()),
                        access.at()));
        numbers.put(access, id);
        return id;
    }
}
