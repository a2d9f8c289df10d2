package tritonc.codegen.jvm;

import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

import tritonc.codegen.loop.Loop;

import java.util.ArrayList;
import java.util.List;

/// Writes loops over an axis.
final class Loops {
    private final Scope scope;
    private final Code code;
    private final Nodes nodes;
    private final RowLoops rowLoops;

    Loops(Scope scope, Nodes nodes, Accesses accesses) {
        this.scope = scope;
        this.code = scope.code();
        this.nodes = nodes;
        this.rowLoops = new RowLoops(scope, nodes, accesses);
    }

    void emit(Loop loop) {
        for (Loop.Reduction reduction : loop.reductions()) {
            scope.declare(reduction.result());
        }
        int mark = code.mark();
        List<Reducer> reducers = new ArrayList<>();
        for (Loop.Reduction reduction : loop.reductions()) {
            Reducer reducer = new Reducer(scope, loop, reduction);
            reducer.begin();
            reducers.add(reducer);
        }
        Rows rows =
                scope.outline().runsOf(loop.body()) == null
                        ? Rows.plan(loop, scope.kernel())
                        : null;
        if (rows == null) {
            elements(loop, reducers);
        } else {
            rowLoops.emit(loop, rows, reducers);
        }
        for (Reducer reducer : reducers) {
            reducer.end();
        }
        code.release(mark);
    }

    private void elements(Loop loop, List<Reducer> reducers) {
        int limit = code.take(Carrier.INT);
        scope.pushInt(loop.to());
        code.store(Carrier.INT, limit);
        scope.pushInt(loop.from());
        scope.define(loop.index());
        int index = scope.slot(loop.index());
        Label head = new Label();
        Label end = new Label();
        code.place(head);
        code.load(Carrier.INT, index);
        code.load(Carrier.INT, limit);
        code.jump(Opcodes.IF_ICMPGE, end);
        int inBody = code.mark();
        nodes.block(loop.body());
        for (Reducer reducer : reducers) {
            reducer.step(index);
        }
        code.release(inBody);
        code.increment(index);
        scope.changed(loop.index());
        code.jump(Opcodes.GOTO, head);
        code.place(end);
    }
}
