package tritonc.codegen.jvm;

import org.objectweb.asm.Opcodes;

import tritonc.codegen.loop.Identity;
import tritonc.codegen.loop.Loop;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.type.DType;

/// Writes one reduction of a loop. Where the order cannot show, or is sequential, the partial
/// result is one local; otherwise it is an array of partials.
final class Reducer {
    private final Scope scope;
    private final Code code;
    private final Loop.Reduction reduction;
    private final DType type;
    private final Carrier carrier;
    private final String array;
    private final int partials;
    private final boolean isArray;
    private int local;
    private int row;

    Reducer(Scope scope, Loop loop, Loop.Reduction reduction) {
        this.scope = scope;
        this.code = scope.code();
        this.reduction = reduction;
        this.type = reduction.result().type().dtype();
        this.carrier = Carrier.of(type);
        this.array = "[" + carrier.descriptor();
        this.partials = Math.min(loop.extent(), reduction.order().lanes());
        this.isArray = partials > 1 && reduction.kind().orderMatters(type);
    }

    /// Starts all partials from the identity.
    void begin() {
        long identity = Identity.of(reduction.kind(), type);
        if (!isArray) {
            local = code.take(carrier);
            code.pushLane(type, identity);
            code.store(carrier, local);
            return;
        }
        scope.pushScratch(Storage.of(type), partials);
        local = code.takeReference(array);
        code.storeReference(local);
        code.loadReference(local);
        code.pushLane(type, identity);
        code.call("java/util/Arrays", "fill", "(" + array + carrier.descriptor() + ")V");
    }

    /// Joins the element of this iteration.
    void step(int index) {
        if (!isArray) {
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

    /// Makes room for the elements of a stretch, where they are joined after it.
    void makeRow(int length) {
        if (isArray) {
            scope.pushScratch(Storage.of(type), length);
            row = code.takeReference(array);
            code.storeReference(row);
        }
    }

    /// Keeps the element of this iteration, or joins it.
    void stepRow(int element) {
        if (!isArray) {
            step(element);
            return;
        }
        code.loadReference(row);
        code.load(Carrier.INT, element);
        scope.push(reduction.element());
        code.op(Opcodes.IASTORE, carrier);
    }

    /// Joins the elements of a stretch that begins at index `start`.
    void joinRow(int start, int count) {
        if (isArray) {
            code.loadReference(row);
            code.load(Carrier.INT, start);
            code.load(Carrier.INT, count);
            code.loadReference(local);
            code.push(reduction.order().lanes());
            String name = reduction.kind() == ReduceKind.SUM ? "add" : "multiply";
            code.support("Partials", name + rounded(), "(" + array + "II" + array + "I)V");
        }
    }

    private String rounded() {
        return type == DType.FP16 ? "Half" : type == DType.BF16 ? "Brain" : "";
    }

    /// Joins the partials into the result.
    void end() {
        if (isArray) {
            code.loadReference(local);
            code.push(partials);
            String name = reduction.kind() == ReduceKind.SUM ? "sum" : "product";
            String one = carrier.descriptor();
            code.support("Partials", name + rounded(), "([" + one + "I)" + one);
        } else {
            code.load(carrier, local);
        }
        scope.assign(reduction.result());
    }
}
