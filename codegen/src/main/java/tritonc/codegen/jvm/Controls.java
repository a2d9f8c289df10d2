package tritonc.codegen.jvm;

import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

import tritonc.codegen.loop.Control;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.ArrayList;
import java.util.List;

/// Writes uniform control flow. What is carried stands in locals that all iterations share; the
/// next values are read before any is overwritten.
final class Controls {
    /// Turns of a counted loop between two looks at the stop word.
    private static final long BETWEEN_LOOKS = 256;

    private final Scope scope;
    private final Code code;
    private final Nodes nodes;

    Controls(Scope scope, Nodes nodes) {
        this.scope = scope;
        this.code = scope.code();
        this.nodes = nodes;
    }

    void emit(Control control) {
        switch (control) {
            case Control.For f -> loop(f);
            case Control.If i -> branch(i);
            case Control.While w -> loop(w);
        }
    }

    private void loop(Control.For loop) {
        for (Control.Carried carried : loop.carried()) {
            scope.push(carried.init());
            scope.define(carried.parameter());
        }
        int mark = code.mark();
        int left = code.take(Carrier.LONG);
        scope.pushLong(loop.lower());
        scope.pushLong(loop.upper());
        scope.pushLong(loop.step());
        boolean unsigned = loop.iv().type() == DType.U64;
        code.support("Integers", unsigned ? "tripsUnsigned" : "trips", "(JJJ)J");
        code.store(Carrier.LONG, left);
        scope.push(loop.lower());
        scope.define(loop.iv());
        Label head = new Label();
        Label end = new Label();
        code.place(head);
        code.load(Carrier.LONG, left);
        code.push(0L);
        code.op(Opcodes.LCMP);
        code.jump(Opcodes.IFLE, end);
        int inBody = code.mark();
        nodes.block(loop.body());
        carry(loop);
        code.release(inBody);
        advance(loop);
        count(left, Opcodes.LSUB);
        lookNowAndThen(left);
        code.jump(Opcodes.GOTO, head);
        code.place(end);
        code.release(mark);
        for (Control.Carried carried : loop.carried()) {
            scope.alias(carried.result(), carried.parameter());
        }
    }

    /// Looks whether the program must stop, once in so many turns.
    private void lookNowAndThen(int left) {
        Label on = new Label();
        code.load(Carrier.LONG, left);
        code.push(BETWEEN_LOOKS - 1);
        code.op(Opcodes.LAND);
        code.push(0L);
        code.op(Opcodes.LCMP);
        code.jump(Opcodes.IFNE, on);
        look();
        code.place(on);
    }

    /// Between two turns of a loop that may turn for ever.
    private void turn(Control.While loop) {
        tell(loop.spins() ? "spin" : "turn");
    }

    private void look() {
        tell("turn");
    }

    private void tell(String method) {
        code.loadReference(0);
        code.self(scope.type(), method, "()V");
    }

    private void carry(Control.For loop) {
        List<Value> next = new ArrayList<>();
        List<Value> parameters = new ArrayList<>();
        for (Control.Carried carried : loop.carried()) {
            next.add(carried.next());
            parameters.add(carried.parameter());
        }
        handOn(next, parameters);
    }

    private void carry(Control.While loop) {
        List<Value> next = new ArrayList<>();
        List<Value> parameters = new ArrayList<>();
        for (Control.Loopback carried : loop.carried()) {
            next.add(carried.next());
            parameters.add(carried.parameter());
        }
        handOn(next, parameters);
    }

    /// Moves a counter by 1.
    private void count(int counter, int opcode) {
        code.load(Carrier.LONG, counter);
        code.push(1L);
        code.op(opcode);
        code.store(Carrier.LONG, counter);
    }

    private void advance(Control.For loop) {
        DType type = loop.iv().type().dtype();
        scope.push(loop.iv());
        scope.push(loop.step());
        code.op(Opcodes.IADD, Carrier.of(type));
        Scalars.wrap(code, type);
        scope.assign(loop.iv());
    }

    /// Gives all `next` values to the `parameters` at once.
    private void handOn(List<Value> next, List<Value> parameters) {
        int[] held = new int[next.size()];
        for (int i = 0; i < held.length; i++) {
            Carrier carrier = Carrier.of(next.get(i).type().element());
            held[i] = code.take(carrier);
            scope.push(next.get(i));
            code.store(carrier, held[i]);
        }
        for (int i = 0; i < held.length; i++) {
            code.load(Carrier.of(next.get(i).type().element()), held[i]);
            scope.assign(parameters.get(i));
        }
    }

    private void branch(Control.If branch) {
        for (Control.Merge merge : branch.merges()) {
            scope.declare(merge.result());
        }
        int mark = code.mark();
        boolean hasElse = !branch.elseBlock().nodes().isEmpty() || !branch.merges().isEmpty();
        Label otherwise = new Label();
        Label end = new Label();
        scope.push(branch.condition());
        code.jump(Opcodes.IFEQ, hasElse ? otherwise : end);
        nodes.block(branch.thenBlock());
        for (Control.Merge merge : branch.merges()) {
            scope.push(merge.ifTrue());
            scope.assign(merge.result());
        }
        code.release(mark);
        if (hasElse) {
            code.jump(Opcodes.GOTO, end);
            code.place(otherwise);
            nodes.block(branch.elseBlock());
            for (Control.Merge merge : branch.merges()) {
                scope.push(merge.ifFalse());
                scope.assign(merge.result());
            }
            code.release(mark);
        }
        code.place(end);
    }

    private void loop(Control.While loop) {
        for (Control.Handed handed : loop.handed()) {
            scope.declare(handed.parameter());
        }
        int mark = code.mark();
        for (Control.Loopback carried : loop.carried()) {
            scope.push(carried.init());
            scope.define(carried.parameter());
        }
        if (loop.spins()) {
            tell("beginWait");
        }
        Label head = new Label();
        Label end = new Label();
        code.place(head);
        int inLoop = code.mark();
        nodes.block(loop.before());
        for (Control.Handed handed : loop.handed()) {
            scope.push(handed.value());
            scope.assign(handed.parameter());
        }
        scope.push(loop.condition());
        code.release(inLoop);
        code.jump(Opcodes.IFEQ, end);
        nodes.block(loop.after());
        carry(loop);
        code.release(inLoop);
        turn(loop);
        code.jump(Opcodes.GOTO, head);
        code.place(end);
        if (loop.spins()) {
            tell("endWait");
        }
        code.release(mark);
        for (Control.Handed handed : loop.handed()) {
            scope.alias(handed.result(), handed.parameter());
        }
    }
}
