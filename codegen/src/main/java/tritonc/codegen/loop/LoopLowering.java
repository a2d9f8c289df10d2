package tritonc.codegen.loop;

import tritonc.ir.analysis.Provenance;
import tritonc.ir.analysis.Users;
import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Parameter;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.Value;

import java.util.ArrayList;
import java.util.List;

/// Turns an optimised tile kernel, its recipes expanded, into loop nests with the same results, bit
/// for bit.
public final class LoopLowering {
    private final Emitter out = new Emitter();
    private final Bindings bindings;
    private final Users users;
    private final Roots roots;
    private final ControlFlow control;

    private LoopLowering(TileKernel kernel, Sites sites) {
        bindings = new Bindings(TileIds.bound(kernel));
        users = Users.of(kernel);
        roots = new Roots(out, bindings, sites);
        control = new ControlFlow(out, bindings, roots, this::statements);
    }

    /// The kernel as loops.
    ///
    /// @throws CompilerBug if a recipe was not expanded
    public static LoopKernel lower(TileKernel kernel) {
        Sites sites = new Sites(Provenance.of(kernel));
        LoopLowering lowering = new LoopLowering(kernel, sites);
        LoopBlock body = lowering.body(kernel);
        return new LoopKernel(
                kernel.name(),
                lowering.parameters(kernel),
                lowering.out.buffers(),
                sites.all(),
                lowering.out.valueCount(),
                DeadNodes.remove(body, lowering.out.valueCount()));
    }

    private List<Parameter> parameters(TileKernel kernel) {
        List<Parameter> bound = new ArrayList<>();
        for (Parameter p : kernel.parameters()) {
            bound.add(new Parameter(p.name(), bindings.scalar(p.value()), p.divisibility()));
        }
        return bound;
    }

    private LoopBlock body(TileKernel kernel) {
        for (Parameter p : kernel.parameters()) {
            bindings.bind(p.value(), out.fresh(p.type()));
        }
        statements(kernel.body());
        return out.close();
    }

    /// All statements of a block but its terminator.
    private void statements(Block block) {
        for (Statement s : block.statements()) {
            bindings.define(s);
            switch (s.op()) {
                case Arithmetic a -> arithmetic(s, a);
                case ShapeOp shape -> shape(s, shape);
                case ProgramOp p -> bindings.bind(s.result(), out.position(p, s.at()));
                case MemoryOp m -> memory(s, m);
                case Reduce r -> roots.reduce(s, r);
                case Dot d -> roots.dot(s, d);
                case ControlOp c -> control.lower(s, c);
            }
        }
    }

    private void arithmetic(Statement s, Arithmetic op) {
        boolean recipe =
                op instanceof Arithmetic.Unary u && u.kind().isRecipe()
                        || op instanceof Arithmetic.Binary b && b.kind().isRecipe();
        if (recipe) {
            throw new CompilerBug("loop", op.name() + " was not expanded");
        }
        if (!s.result().type().isBlock()) {
            Arithmetic scalar = (Arithmetic) op.mapOperands(bindings::scalar);
            bindings.bind(s.result(), out.compute(scalar, s.at()));
        }
    }

    private void shape(Statement s, ShapeOp op) {
        if (!s.result().type().isBlock()) {
            Value x = op.operands().getFirst();
            bindings.bind(s.result(), x.type().isBlock() ? roots.only(x) : bindings.scalar(x));
        }
    }

    private void memory(Statement s, MemoryOp op) {
        switch (op) {
            case MemoryOp.Load load -> roots.load(s, load);
            case MemoryOp.Store store -> roots.store(s, store);
            case MemoryOp.AtomicRmw atomic -> roots.atomic(s, atomic, users.isUsed(s.result()));
        }
    }
}
