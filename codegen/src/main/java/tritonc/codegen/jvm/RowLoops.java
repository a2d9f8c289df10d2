package tritonc.codegen.jvm;

import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

import tritonc.codegen.loop.Access;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Place;
import tritonc.ir.type.ElementType;

import java.util.ArrayList;
import java.util.List;

/// Writes a loop with a plan of [Rows]: an outer loop over stretches of the axis that copies rows
/// in and out, an inner one over the elements of a stretch.
final class RowLoops {
    private final Scope scope;
    private final Code code;
    private final Nodes nodes;
    private final Accesses accesses;

    RowLoops(Scope scope, Nodes nodes, Accesses accesses) {
        this.scope = scope;
        this.code = scope.code();
        this.nodes = nodes;
        this.accesses = accesses;
    }

    /// One access: its row and the local with the address of its first byte.
    private record Row(RowStorage storage, int array, int address, boolean isLoad) {}

    /// Writes the loop between the beginning and the end of its reductions.
    void emit(Loop loop, Rows rows, List<Reducer> reducers) {
        int length = Math.min(loop.extent(), Rows.LENGTH);
        List<Row> all = new ArrayList<>();
        int limit = code.take(Carrier.INT);
        scope.pushInt(loop.to());
        code.store(Carrier.INT, limit);
        int start = code.take(Carrier.INT);
        scope.pushInt(loop.from());
        code.store(Carrier.INT, start);
        for (Memory.Load load : rows.loads()) {
            all.add(row(load, load.access(), length, true));
        }
        for (Memory.Store store : rows.stores()) {
            all.add(row(store, store.access(), length, false));
        }
        for (Reducer reducer : reducers) {
            reducer.makeRow(length);
        }
        Label head = new Label();
        Label end = new Label();
        code.place(head);
        code.load(Carrier.INT, start);
        code.load(Carrier.INT, limit);
        code.jump(Opcodes.IF_ICMPGE, end);
        int inLoop = code.mark();
        stretch(loop, rows, all, reducers, new Bounds(start, limit, length));
        code.release(inLoop);
        code.load(Carrier.INT, start);
        code.push(length);
        code.op(Opcodes.IADD);
        code.store(Carrier.INT, start);
        code.jump(Opcodes.GOTO, head);
        code.place(end);
    }

    /// Locals with the bounds of the axis, and the length of a stretch.
    private record Bounds(int start, int limit, int length) {}

    private Row row(LoopNode node, Access access, int length, boolean isLoad) {
        ElementType type = scope.kernel().sites().get(access.site()).type();
        RowStorage storage = RowStorage.of(type);
        scope.pushScratch(storage.storage(), length);
        int array = code.takeReference(storage.storage().descriptor());
        code.storeReference(array);
        int address = code.take(Carrier.LONG);
        code.push(0L);
        code.store(Carrier.LONG, address);
        accesses.useRow(node, array);
        return new Row(storage, array, address, isLoad);
    }

    private void stretch(
            Loop loop, Rows rows, List<Row> all, List<Reducer> reducers, Bounds bounds) {
        int count = code.take(Carrier.INT);
        code.load(Carrier.INT, bounds.limit());
        code.load(Carrier.INT, bounds.start());
        code.op(Opcodes.ISUB);
        code.push(bounds.length());
        code.call("java/lang/Math", "min", "(II)I");
        code.store(Carrier.INT, count);
        code.load(Carrier.INT, bounds.start());
        scope.define(loop.index());
        int at = 0;
        for (Memory.Load load : rows.loads()) {
            begin(load.place(), all.get(at++), count);
        }
        for (Memory.Store store : rows.stores()) {
            begin(store.place(), all.get(at++), count);
        }
        elements(loop, rows, reducers, bounds.start(), count);
        for (Row row : all) {
            if (!row.isLoad()) {
                code.loadReference(row.array());
                code.load(Carrier.LONG, row.address());
                code.load(Carrier.INT, count);
                String array = row.storage().storage().descriptor();
                code.support("Memory", "write", "(" + array + "JI)V");
                accesses.changes().stored();
            }
        }
        for (Reducer reducer : reducers) {
            reducer.joinRow(bounds.start(), count);
        }
    }

    private void begin(Place place, Row row, int count) {
        accesses.computeAddress(place);
        code.store(Carrier.LONG, row.address());
        if (row.isLoad()) {
            code.load(Carrier.LONG, row.address());
            code.loadReference(row.array());
            code.load(Carrier.INT, count);
            String array = row.storage().storage().descriptor();
            code.support("Memory", "read", "(J" + array + "I)V");
        }
    }

    private void elements(Loop loop, Rows rows, List<Reducer> reducers, int start, int count) {
        int mark = code.mark();
        int element = code.take(Carrier.INT);
        code.push(0);
        code.store(Carrier.INT, element);
        accesses.runAlong(element);
        Label head = new Label();
        Label end = new Label();
        code.place(head);
        code.load(Carrier.INT, element);
        code.load(Carrier.INT, count);
        code.jump(Opcodes.IF_ICMPGE, end);
        if (rows.readsIndex()) {
            code.load(Carrier.INT, start);
            code.load(Carrier.INT, element);
            code.op(Opcodes.IADD);
            scope.assign(loop.index());
        }
        int inBody = code.mark();
        nodes.block(loop.body());
        for (Reducer reducer : reducers) {
            reducer.stepRow(element);
        }
        code.release(inBody);
        code.increment(element);
        code.jump(Opcodes.GOTO, head);
        code.place(end);
        code.release(mark);
    }
}
