package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.analysis.Users;
import tritonc.ir.analysis.Waiting;
import tritonc.ir.tile.AtomicKind;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.Value;

import java.util.ArrayList;
import java.util.List;

/// Lowers control flow: scalars stay values, tiles that a construct carries or gives out get
/// buffers.
final class ControlFlow {
    private final Emitter out;
    private final Bindings bindings;
    private final Roots roots;
    private final Statements statements;
    private final Users users;

    /// Lowers all statements of a block.
    interface Statements {
        /// @param carried parameters of the block that a loop carries, in the order of what the
        ///   block yields; none where it is no loop's
        /// @param buffers where the tiles that the block yields go; `null` for scalars
        void lower(Block block, List<Value> carried, List<@Nullable Buffer> buffers);
    }

    ControlFlow(Emitter out, Bindings bindings, Roots roots, Users users, Statements statements) {
        this.out = out;
        this.bindings = bindings;
        this.roots = roots;
        this.statements = statements;
        this.users = users;
    }

    void lower(Statement s, ControlOp op) {
        switch (op) {
            case ControlOp.For f -> loop(s, f);
            case ControlOp.If i -> branch(s, i);
            case ControlOp.While w -> whileLoop(s, w);
            case ControlOp.Yield _, ControlOp.Condition _ -> {}
        }
    }

    /// Buffers for the tiles among loop-carried values, filled with `inits`; `null` for scalars.
    private List<@Nullable Buffer> carry(List<Value> inits, List<Value> parameters, Location at) {
        List<@Nullable Buffer> buffers = new ArrayList<>(inits.size());
        for (int i = 0; i < inits.size(); i++) {
            Value init = inits.get(i);
            Buffer buffer = null;
            if (init.type().isBlock()) {
                buffer = out.buffer(init.type().element(), init.type().shape());
                roots.fill(buffer, init, at);
                bindings.bind(parameters.get(i), buffer);
            }
            buffers.add(buffer);
        }
        return buffers;
    }

    private void loop(Statement s, ControlOp.For op) {
        int mark = bindings.mark();
        List<@Nullable Buffer> buffers = carry(op.inits(), op.carried(), s.at());
        out.open();
        Value iv = enter(op.iv());
        List<Value> parameters = enter(op.carried(), buffers);
        statements.lower(op.body(), op.carried(), buffers);
        List<Value> yields = op.body().yields();
        List<Value> nexts = scalars(yields, buffers);
        LoopBlock body = out.close();
        bindings.rollBack(mark);
        List<Control.Carried> carried = new ArrayList<>();
        for (int i = 0, k = 0; i < buffers.size(); i++) {
            Buffer buffer = buffers.get(i);
            Value result = s.results().get(i);
            if (buffer != null) {
                bindings.bind(result, buffer);
            } else {
                Value init = bindings.scalar(op.inits().get(i));
                carried.add(
                        new Control.Carried(parameters.get(k), init, nexts.get(k), enter(result)));
                k++;
            }
        }
        out.add(
                new Control.For(
                        iv,
                        bindings.scalar(op.lower()),
                        bindings.scalar(op.upper()),
                        bindings.scalar(op.step()),
                        carried,
                        body,
                        s.at()));
    }

    /// A fresh value in the innermost open block for a scalar of the tile kernel.
    private Value enter(Value scalar) {
        Value value = out.fresh(scalar.type());
        bindings.bind(scalar, value);
        return value;
    }

    /// Fresh values for those that have no buffer.
    private List<Value> enter(List<Value> values, List<@Nullable Buffer> buffers) {
        List<Value> entered = new ArrayList<>();
        for (int i = 0; i < buffers.size(); i++) {
            if (buffers.get(i) == null) {
                entered.add(enter(values.get(i)));
            }
        }
        return entered;
    }

    private List<Value> scalars(List<Value> values, List<@Nullable Buffer> buffers) {
        List<Value> scalars = new ArrayList<>();
        for (int i = 0; i < buffers.size(); i++) {
            if (buffers.get(i) == null) {
                scalars.add(bindings.scalar(values.get(i)));
            }
        }
        return scalars;
    }

    private void branch(Statement s, ControlOp.If op) {
        List<@Nullable Buffer> buffers = new ArrayList<>();
        for (Value result : s.results()) {
            boolean tile = result.type().isBlock();
            buffers.add(tile ? out.buffer(result.type().element(), result.type().shape()) : null);
        }
        Value condition = bindings.scalar(op.condition());
        List<Value> ifTrue = new ArrayList<>();
        LoopBlock thenBlock = arm(op.thenBlock(), buffers, ifTrue);
        List<Value> ifFalse = new ArrayList<>();
        LoopBlock elseBlock = arm(op.elseBlock(), buffers, ifFalse);
        List<Control.Merge> merges = new ArrayList<>();
        for (int i = 0, k = 0; i < buffers.size(); i++) {
            Buffer buffer = buffers.get(i);
            Value result = s.results().get(i);
            if (buffer != null) {
                bindings.bind(result, buffer);
            } else {
                merges.add(new Control.Merge(enter(result), ifTrue.get(k), ifFalse.get(k)));
                k++;
            }
        }
        out.add(new Control.If(condition, thenBlock, elseBlock, merges, false, s.at()));
    }

    private LoopBlock arm(Block block, List<@Nullable Buffer> buffers, List<Value> scalars) {
        int mark = bindings.mark();
        out.open();
        statements.lower(block, List.of(), buffers);
        scalars.addAll(scalars(block.yields(), buffers));
        bindings.rollBack(mark);
        return out.close();
    }

    private void whileLoop(Statement s, ControlOp.While op) {
        List<Value> parameters = op.before().parameters();
        int mark = bindings.mark();
        List<@Nullable Buffer> buffers = carry(op.inits(), parameters, s.at());
        out.open();
        List<Value> entered = enter(parameters, buffers);
        statements.lower(op.before(), List.of(), List.of());
        List<Value> handedOn = op.condition().values();
        Value condition = bindings.scalar(op.condition().condition());
        List<Value> handed = new ArrayList<>();
        List<@Nullable Buffer> handedTiles = new ArrayList<>();
        for (Value v : handedOn) {
            handedTiles.add(v.type().isBlock() ? roots.inBuffer(v, true, s.at()) : null);
            if (!v.type().isBlock()) {
                handed.add(bindings.scalar(v));
            }
        }
        boolean draws = draws(op.before());
        LoopBlock before = out.close();
        bindings.rollBack(mark);
        out.open();
        List<Value> received = receive(op.after().parameters(), handedTiles);
        statements.lower(op.after(), List.of(), buffers);
        List<Value> nexts = scalars(op.after().yields(), buffers);
        draws |= draws(op.after());
        LoopBlock after = out.close();
        bindings.rollBack(mark);
        List<Value> results = receive(s.results(), handedTiles);
        List<Control.Loopback> carried = loopbacks(entered, scalars(op.inits(), buffers), nexts);
        List<Control.Handed> hands = new ArrayList<>();
        for (int k = 0; k < handed.size(); k++) {
            hands.add(new Control.Handed(handed.get(k), received.get(k), results.get(k)));
        }
        boolean spins = !draws && Waiting.mayWait(op);
        out.add(new Control.While(carried, before, condition, hands, after, spins, s.at()));
    }

    private static List<Control.Loopback> loopbacks(
            List<Value> parameters, List<Value> inits, List<Value> nexts) {
        List<Control.Loopback> carried = new ArrayList<>();
        for (int k = 0; k < inits.size(); k++) {
            carried.add(new Control.Loopback(parameters.get(k), inits.get(k), nexts.get(k)));
        }
        return carried;
    }

    /// Whether each turn of a loop draws a number from a counter in memory, as programs do that
    /// share out work among themselves: then every turn gets the launch on.
    private boolean draws(Block block) {
        for (Statement s : block.statements()) {
            if (s.op() instanceof MemoryOp.AtomicRmw a
                    && a.kind() == AtomicKind.ADD
                    && a.mask() == null
                    && !a.value().type().isBlock()
                    && users.isUsed(s.result())) {
                Long amount = out.constant(bindings.scalar(a.value()));
                if (amount != null && amount != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Binds what a `while` hands on: tiles to the buffers they are in, scalars to fresh values.
    private List<Value> receive(List<Value> to, List<@Nullable Buffer> tiles) {
        List<Value> fresh = new ArrayList<>();
        for (int i = 0; i < to.size(); i++) {
            Buffer buffer = tiles.get(i);
            if (buffer == null) {
                fresh.add(enter(to.get(i)));
            } else {
                bindings.bind(to.get(i), buffer);
            }
        }
        return fresh;
    }
}
