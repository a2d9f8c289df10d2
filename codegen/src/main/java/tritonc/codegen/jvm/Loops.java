package tritonc.codegen.jvm;

import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

import tritonc.codegen.loop.Identity;
import tritonc.codegen.loop.Loop;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.type.DType;

import java.util.List;

/// Writes loops over an axis. A reduction whose order cannot show, or is sequential, is one local;
/// any other is an array of partials.
final class Loops {
    private final Scope scope;
    private final Code code;
    private final Nodes nodes;

    Loops(Scope scope, Nodes nodes) {
        this.scope = scope;
        this.code = scope.code();
        this.nodes = nodes;
    }

    void emit(Loop loop) {
        List<Loop.Reduction> reductions = loop.reductions();
        for (Loop.Reduction reduction : reductions) {
            scope.declare(reduction.result());
        }
        int mark = code.mark();
        int[] partials = new int[reductions.size()];
        for (int i = 0; i < partials.length; i++) {
            partials[i] = begin(loop, reductions.get(i));
        }
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
        for (int i = 0; i < partials.length; i++) {
            step(loop, reductions.get(i), partials[i], index);
        }
        code.release(inBody);
        code.increment(index);
        scope.changed(loop.index());
        code.jump(Opcodes.GOTO, head);
        code.place(end);
        for (int i = 0; i < partials.length; i++) {
            end(loop, reductions.get(i), partials[i]);
        }
        code.release(mark);
    }

    private static DType type(Loop.Reduction reduction) {
        return reduction.result().type().dtype();
    }

    private static int partials(Loop loop, Loop.Reduction reduction) {
        return Math.min(loop.extent(), reduction.order().lanes());
    }

    static boolean isArray(Loop loop, Loop.Reduction reduction) {
        return partials(loop, reduction) > 1 && reduction.kind().orderMatters(type(reduction));
    }

    private int begin(Loop loop, Loop.Reduction reduction) {
        DType type = type(reduction);
        long identity = Identity.of(reduction.kind(), type);
        Carrier carrier = Carrier.of(type);
        int local;
        if (isArray(loop, reduction)) {
            String array = "[" + carrier.descriptor();
            local = code.takeReference(array);
            scope.pushScratch(Storage.of(type), partials(loop, reduction));
            code.storeReference(local);
            code.loadReference(local);
            code.push(0);
            code.push(partials(loop, reduction));
            code.pushLane(type, identity);
            code.call("java/util/Arrays", "fill", "(" + array + "II" + carrier.descriptor() + ")V");
        } else {
            local = code.take(carrier);
            code.pushLane(type, identity);
            code.store(carrier, local);
        }
        return local;
    }

    private void step(Loop loop, Loop.Reduction reduction, int local, int index) {
        DType type = type(reduction);
        Carrier carrier = Carrier.of(type);
        if (!isArray(loop, reduction)) {
            code.load(carrier, local);
            scope.push(reduction.element());
            Binaries.emit(code, reduction.kind().combine(), type);
            code.store(carrier, local);
            return;
        }
        code.loadReference(local);
        code.load(Carrier.INT, index);
        code.push(reduction.order().lanes() - 1);
        code.op(Opcodes.IAND);
        code.op(Opcodes.DUP2);
        code.op(Opcodes.IALOAD, carrier);
        scope.push(reduction.element());
        Binaries.emit(code, reduction.kind().combine(), type);
        code.op(Opcodes.IASTORE, carrier);
    }

    private void end(Loop loop, Loop.Reduction reduction, int local) {
        DType type = type(reduction);
        Carrier carrier = Carrier.of(type);
        if (isArray(loop, reduction)) {
            code.loadReference(local);
            code.push(partials(loop, reduction));
            String name = reduction.kind() == ReduceKind.SUM ? "sum" : "product";
            String rounded = type == DType.FP16 ? "Half" : type == DType.BF16 ? "Brain" : "";
            String one = carrier.descriptor();
            code.support("Partials", name + rounded, "([" + one + "I)" + one);
        } else {
            code.load(carrier, local);
        }
        scope.assign(reduction.result());
    }
}
