package tritonc.codegen.x86.kernel;

import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Uses;
import tritonc.codegen.loop.Vector;
import tritonc.codegen.x86.Condition;
import tritonc.codegen.x86.Reg;
import tritonc.ir.tile.Value;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Code that runs where some lane asks for it; it stands behind the rest, where it counts little in
/// the choice of registers.
final class Seldom {
    private final Code code;
    private final Values values;
    private final Computing computing;
    private final Consumer<LoopBlock> body;
    private final Deque<Runnable> behind = new ArrayDeque<>();

    /// @param body writes a block
    Seldom(Code code, Values values, Computing computing, Consumer<LoopBlock> body) {
        this.code = code;
        this.values = values;
        this.computing = computing;
        this.body = body;
    }

    void write(Vector.Where w) {
        Code.Block some = code.block();
        Code.Block after = code.block();
        Reg mask = values.of(w.mask());
        List<Reg[]> merged = new ArrayList<>();
        for (Control.Merge m : w.merges()) {
            Reg[] to = values.fresh(m.result().type());
            Reg[] from = values.parts(m.ifFalse());
            for (int i = 0; i < to.length; i++) {
                code.move(to[i], from[i]);
            }
            values.alias(m.result(), to);
            merged.add(to);
        }
        new Masks(code).test(mask);
        code.jump(Condition.NE, some);
        code.place(after);
        Map<Value, Reg[]> around = new LinkedHashMap<>();
        remember(w, around);
        behind.add(() -> {
            code.place(some);
            around.forEach(values::alias);
            body.accept(w.body());
            for (int k = 0; k < merged.size(); k++) {
                Reg[] to = merged.get(k);
                Control.Merge m = w.merges().get(k);
                Reg[] yes = values.parts(m.ifTrue());
                computing.select(m.result().type(), to, mask, yes, to);
            }
            code.jump(after);
        });
    }

    /// What the body reads: strips are written twice at times, and the last time counts otherwise.
    private void remember(Vector.Where w, Map<Value, Reg[]> around) {
        for (LoopNode node : w.body().nodes()) {
            Uses.of(node, v -> remember(v, around));
            if (node instanceof Vector.Where inner) {
                remember(inner, around);
            }
        }
        w.merges().forEach(m -> remember(m.ifTrue(), around));
    }

    private void remember(Value v, Map<Value, Reg[]> around) {
        if (values.isKnown(v)) {
            around.put(v, values.parts(v));
        }
    }

    /// Writes what stands behind the code.
    void finish() {
        while (!behind.isEmpty()) {
            behind.remove().run();
        }
    }
}
