package tritonc.ir.interpret;

import org.jspecify.annotations.Nullable;

import tritonc.ir.analysis.Provenance;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.type.ElementType;

import java.util.ArrayList;
import java.util.List;

/// The storages of one run, and the check that stands before every access: through a pointer of one
/// parameter only into that argument's storage, through every other pointer into any storage of the
/// launch.
final class Memory {
    private final TileKernel kernel;
    private final Provenance provenance;
    private final List<@Nullable Storage> ofParameter = new ArrayList<>();
    private final List<Storage> live = new ArrayList<>();

    Memory(TileKernel kernel, Provenance provenance, Launch launch) {
        this.kernel = kernel;
        this.provenance = provenance;
        for (Argument argument : launch.arguments()) {
            Storage storage = argument instanceof Argument.Pointer p ? p.storage() : null;
            ofParameter.add(storage);
            if (storage != null) {
                live.add(storage);
            }
        }
        live.addAll(launch.live());
    }

    /// The accesses of one op, whose pointers all have one provenance.
    Accesses accesses(MemoryOp op) {
        return new Accesses(op, provenance.single(op.pointer()));
    }

    final class Accesses {
        private final MemoryOp op;
        private final int parameter;
        private final ElementType element;

        private Accesses(MemoryOp op, int parameter) {
            this.op = op;
            this.parameter = parameter;
            this.element = op.accessType().element();
        }

        /// The storage that the access may touch.
        ///
        /// @throws MemoryFault if there is none
        Storage at(long address, int lane, Program program, Statement statement) {
            int bytes = element.bytes();
            Storage own = parameter < 0 ? null : ofParameter.get(parameter);
            if (own != null) {
                if (own.holds(address, bytes)) {
                    return own;
                }
                throw fault(address, address - own.address(), lane, program, statement);
            }
            for (Storage storage : live) {
                if (storage.holds(address, bytes)) {
                    return storage;
                }
            }
            throw fault(address, address, lane, program, statement);
        }

        private MemoryFault fault(
                long address, long offset, int lane, Program program, Statement statement) {
            List<String> names = new ArrayList<>();
            for (int i : provenance.of(op.pointer()).parameters()) {
                names.add(kernel.parameters().get(i).name());
            }
            return new MemoryFault(
                    new MemoryFault.Access(
                            program.id(0),
                            program.id(1),
                            program.id(2),
                            op.name(),
                            element.bytes(),
                            statement.at(),
                            lane,
                            address,
                            names,
                            offset));
        }
    }
}
