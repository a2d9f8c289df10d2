package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Buffer;
import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.DotNest;
import tritonc.codegen.loop.Epilogue;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.vector.ProductLoop;
import tritonc.codegen.x86.Condition;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.ir.tile.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/// Loops that multiply matrices, many iterations at once: first their tiles are filled, into a
/// panel for each operand, or found where another program has filled them; then all their products
/// are added while the sums stay in registers. Where a guard fails, the iterations before are
/// multiplied and the rest is done one by one, with every access checked.
final class ProductLoopCode {
    /// The part of k that is filled before it is multiplied, in numbers and, where more of them
    /// fit, in bytes: large enough that reading and writing the sums does not count.
    private static final int DEPTH = 512;

    private static final int DEPTH_BYTES = 1024;

    /// Bytes that both panels may take, so that they stay in the second cache.
    private static final int MOST_BYTES = 1 << 20;

    private static final int ALIGNMENT = 64;

    private final Code code;
    private final Values values;
    private final Buffers buffers;
    private final Flow flow;
    private final Packing packing;
    private final PanelTable table;
    private final Tiles tiles;
    private final Repeats repeats;
    private final PanelForms forms;
    private final EpilogueCode epilogues;
    private final Consumer<LoopNode> node;
    private int tags;
    private boolean isSharing;

    /// @param node writes a node
    ProductLoopCode(
            Code code,
            Values values,
            Buffers buffers,
            Flow flow,
            Packing packing,
            Consumer<LoopNode> node) {
        this.code = code;
        this.values = values;
        this.buffers = buffers;
        this.flow = flow;
        this.packing = packing;
        this.table = new PanelTable(code, values);
        this.tiles = new Tiles(code);
        this.repeats = new Repeats(code);
        this.forms = new PanelForms(code, tiles, true);
        this.epilogues = new EpilogueCode(code, values, node);
        this.node = node;
    }

    /// Whether programs share panels.
    boolean isSharing() {
        return isSharing;
    }

    /// Whether there is code for the loop as a whole: the tiles are as products read them.
    boolean isKnown(ProductLoop p) {
        return forms.isKnown(p.dot());
    }

    /// What becomes of the sums while they are in registers.
    ///
    /// @param done behind what becomes of them otherwise
    record Finish(Epilogue epilogue, Code.Block done) {}

    /// An operand's panel.
    ///
    /// @param step bytes of a tile
    /// @param end where in the thread's memory it ends; the right panel behind the left one
    /// @param own where in the thread's memory a panel of its own is
    /// @param shared address of the memory that programs share, 0 for none
    /// @param form how tiles are copied into it, null where they are filled there
    private record Panel(
            ProductLoop.Panel of,
            int tag,
            int step,
            long bytes,
            long end,
            Reg own,
            Reg shared,
            PanelForms.@Nullable Form form) {}

    /// A panel while it may have to be made.
    ///
    /// @param to where the next tile goes
    private record Making(Panel of, PanelTable.Place place, Reg to) {}

    /// The state of a loop between parts of it.
    ///
    /// @param left 1 while iterations are left
    /// @param failed 1 once a guard has failed
    /// @param ending becomes of sums behind the last iteration
    private record State(
            ProductLoop of,
            Reg iv,
            List<Reg[]> carried,
            Reg count,
            Reg left,
            Reg failed,
            Tiles.@Nullable Ending ending) {}

    /// Writes the loop.
    ///
    /// @param finish null where the sums go to their buffer
    void write(ProductLoop p, @Nullable Finish finish) {
        Control.For f = p.loop();
        int steps = steps(p.dot());
        Panel a = panel(p.a(), forms.left(p.dot(), steps), steps, 0);
        Panel b = panel(p.b(), forms.right(p.dot(), steps), steps, a.bytes());
        isSharing |= p.a().sharing() instanceof ProductLoop.Shared;
        isSharing |= p.b().sharing() instanceof ProductLoop.Shared;
        State state = begin(p, finish == null ? null : finish.epilogue());
        List<Reg[]> results = new ArrayList<>();
        f.carried().forEach(c -> results.add(values.fresh(c.result().type())));
        Code.Block top = code.block();
        Code.Block slow = code.block();
        Code.Block after = code.block();
        Code.Block fast = code.block();
        flow.skip(f, state.iv(), fast);
        code.enterLoop();
        code.place(top);
        chunk(state, a, b, steps);
        code.add(ScalarOp.TEST, 32, state.failed(), state.failed());
        code.jump(Condition.NE, slow);
        code.add(ScalarOp.TEST, 32, state.left(), state.left());
        code.jump(Condition.NE, top);
        code.leaveLoop();
        code.place(fast);
        results(f.carried(), results);
        if (finish != null && state.ending() != null) {
            Reg finished = state.ending().condition();
            code.add(ScalarOp.TEST, 32, finished, finished);
            code.jump(Condition.NE, finish.done());
        }
        code.jump(after);
        code.place(slow);
        rest(state);
        results(f.carried(), results);
        code.place(after);
        for (int i = 0; i < results.size(); i++) {
            values.alias(f.carried().get(i).result(), results.get(i));
        }
    }

    private void results(List<Control.Carried> carried, List<Reg[]> results) {
        for (int i = 0; i < results.size(); i++) {
            flow.assign(results.get(i), values.parts(carried.get(i).parameter()));
        }
    }

    /// Iterations whose tiles make a panel.
    private int steps(DotNest d) {
        int width = Kinds.bufferBytes(d.acc().type()) / forms.factors(d).count();
        int depth = Math.max(DEPTH, DEPTH_BYTES / width);
        long bytes = (long) (d.m() + d.n()) * d.k() * width;
        return (int) Math.max(1, Math.min(depth / d.k(), MOST_BYTES / bytes));
    }

    private static int bytes(Buffer tile) {
        return tile.size() * Kinds.bufferBytes(tile.type());
    }

    private Panel panel(ProductLoop.Panel p, PanelForms.@Nullable Form form, int steps, long at) {
        int step = form == null ? bytes(p.tile()) : form.stepBytes();
        long size = form == null ? (long) steps * step : form.bytes();
        long bytes = size + 2 * ALIGNMENT + ALIGNMENT - 1 & -ALIGNMENT;
        Reg shared = p.sharing() instanceof ProductLoop.Shared s ? table.open(s) : code.number(0);
        return new Panel(
                p, ++tags, step, bytes, at + bytes, packing.memory(at, bytes), shared, form);
    }

    private State begin(ProductLoop p, @Nullable Epilogue epilogue) {
        Control.For f = p.loop();
        Reg iv = code.general();
        code.move(iv, values.of(f.lower()));
        flow.begin(f.carried());
        List<Reg[]> carried = f.carried().stream().map(c -> values.parts(c.parameter())).toList();
        Tiles.Ending ending =
                epilogue == null ? null : new Tiles.Ending(epilogue, code.number(0), epilogues);
        Reg count = code.general();
        return new State(p, iv, carried, count, code.number(0), code.number(0), ending);
    }

    /// Some iterations: their tiles, then their products.
    private void chunk(State s, Panel a, Panel b, int most) {
        code.add(ScalarOp.XOR, 32, s.count(), s.count());
        Value first = values.named(s.of().loop().iv().type().element(), s.iv());
        PanelTable.Place placeA = place(a, first);
        PanelTable.Place placeB = place(b, first);
        Code.Block made = code.block();
        Code.Block multiply = code.block();
        Code.Block fill = code.block();
        Reg missing = code.general();
        code.move(missing, placeA.missing());
        code.add(ScalarOp.OR, 32, missing, placeB.missing());
        code.jump(Condition.NE, fill);
        // both are there
        iterations(s, most, () -> update(s.of()), multiply);
        code.place(fill);
        Code.Block failure = code.block();
        Making makingA = new Making(a, placeA, repeats.copy(placeA.address()));
        Making makingB = new Making(b, placeB, repeats.copy(placeB.address()));
        iterations(
                s,
                most,
                () -> {
                    flow.poll();
                    iteration(s.of(), makingA, makingB, failure);
                    repeats.advance(makingA.to(), a.step());
                    repeats.advance(makingB.to(), b.step());
                },
                made);
        code.place(failure);
        code.add(ScalarOp.MOV_, 32, s.failed(), new Imm(1));
        code.jump(multiply);
        code.place(made);
        table.complete(placeA);
        table.complete(placeB);
        code.place(multiply);
        multiply(s, placeA.address(), placeB.address(), a, b);
    }

    private PanelTable.Place place(Panel panel, Value first) {
        return panel.of().sharing() instanceof ProductLoop.Shared shared
                ? table.find(shared, panel.shared(), panel.tag(), first, panel.bytes(), panel.own())
                : table.own(panel.own());
    }

    /// Runs iterations, some of them or until none is left, and goes to `after`.
    private void iterations(State s, int most, Runnable body, Code.Block after) {
        Control.For f = s.of().loop();
        Code.Block top = code.block();
        code.enterLoop();
        code.place(top);
        values.alias(f.iv(), new Reg[] {s.iv()});
        for (int i = 0; i < s.carried().size(); i++) {
            values.alias(f.carried().get(i).parameter(), s.carried().get(i));
        }
        body.run();
        flow.next(f.carried());
        flow.step(f, s.iv(), s.left());
        code.add(ScalarOp.ADD, 32, s.count(), new Imm(1));
        code.add(ScalarOp.TEST, 32, s.left(), s.left());
        code.jump(Condition.E, after);
        code.add(ScalarOp.CMP, 32, s.count(), new Imm(most));
        code.jump(Condition.NE, top);
        code.leaveLoop();
        code.jump(after);
    }

    /// Computes what the next iteration needs.
    private void update(ProductLoop p) {
        for (ProductLoop.Step step : p.steps()) {
            if (step instanceof ProductLoop.Scalar(LoopNode n) && p.isUpdate(n)) {
                node.accept(n);
            }
        }
    }

    private void iteration(ProductLoop p, Making a, Making b, Code.Block failure) {
        Set<Buffer> tiles = Set.of(p.a().tile(), p.b().tile());
        buffers.asBytes(
                forms.factors(p.dot()).areBytes() ? tiles : Set.of(),
                () -> filled(p, a, b, failure));
    }

    private void filled(ProductLoop p, Making a, Making b, Code.Block failure) {
        for (ProductLoop.Step step : p.steps()) {
            switch (step) {
                case ProductLoop.Scalar(LoopNode n) -> node.accept(n);
                case ProductLoop.Holds(Value condition) -> {
                    Reg holds = values.of(condition);
                    code.add(ScalarOp.TEST, 32, holds, holds);
                    code.jump(Condition.E, failure);
                }
                case ProductLoop.Fill(LoopNode n, Buffer tile) ->
                        fill(tile.equals(p.a().tile()) ? a : b, n);
            }
        }
        copy(a, p.dot().a());
        copy(b, p.dot().b());
    }

    private void fill(Making panel, LoopNode n) {
        Buffer tile = panel.of().of().tile();
        unlessThere(
                panel.place(),
                () -> {
                    if (panel.of().form() == null) {
                        buffers.at(tile, panel.to(), () -> node.accept(n));
                    } else {
                        node.accept(n);
                    }
                });
    }

    private void copy(Making panel, DotNest.Operand o) {
        PanelForms.Form form = panel.of().form();
        if (form != null) {
            Reg from = buffers.address(o.buffer(), o.offset());
            IntFunction<Reg> spare = size -> packing.memory(panel.of().end(), size);
            unlessThere(panel.place(), () -> form.copy(from, panel.to(), spare));
        }
    }

    /// Writes what makes a panel; it is passed over where there is one.
    private void unlessThere(PanelTable.Place place, Runnable writer) {
        Code.Block there = code.block();
        code.add(ScalarOp.TEST, 32, place.missing(), place.missing());
        code.jump(Condition.E, there);
        writer.run();
        code.place(there);
    }

    private void multiply(State s, Reg a, Reg b, Panel panelA, Panel panelB) {
        DotNest d = s.of().dot();
        Code.Block none = code.block();
        code.add(ScalarOp.TEST, 32, s.count(), s.count());
        code.jump(Condition.E, none);
        Tiles.Matrix left = matrix(d.a(), a, panelA);
        Tiles.Matrix right = matrix(d.b(), b, panelB);
        Tiles.Product product =
                new Tiles.Product(d.acc().type(), d.m(), d.n(), forms.depth(d), forms.factors(d));
        Reg sums = buffers.address(d.acc(), 0);
        if (s.ending() != null) {
            isLast(s, s.ending());
        }
        code.nest(d, () -> tiles.multiply(product, left, right, sums, s.count(), s.ending()));
        code.place(none);
    }

    /// Whether no iterations are left, and the epilogue may be done. Where a guard has failed
    /// behind others that held, some are left.
    private void isLast(State s, Tiles.Ending ending) {
        Reg last = ending.condition();
        code.move(last, s.left());
        code.add(ScalarOp.XOR, 32, last, new Imm(1));
        code.add(ScalarOp.AND, 32, last, values.of(ending.epilogue().condition()));
    }

    private Tiles.Matrix matrix(DotNest.Operand o, Reg panel, Panel of) {
        if (of.form() != null) {
            return of.form().matrix().apply(panel);
        }
        int width = Kinds.bufferBytes(o.buffer().type());
        Reg start = repeats.copy(panel);
        repeats.advance(start, (long) o.offset() * width);
        return new Tiles.Matrix(
                start,
                Math.multiplyExact(o.rowStride(), width),
                Math.multiplyExact(o.columnStride(), width),
                of.step());
    }

    /// The iterations that are left, as the loop has them where guards fail.
    private void rest(State s) {
        Control.For f = s.of().loop();
        Value iv = values.named(f.iv().type().element(), s.iv());
        List<Control.Carried> carried = new ArrayList<>();
        for (int i = 0; i < s.carried().size(); i++) {
            Control.Carried c = f.carried().get(i);
            Value init = values.named(c.parameter().type().element(), s.carried().get(i)[0]);
            carried.add(new Control.Carried(c.parameter(), init, c.next(), c.result()));
        }
        LoopBlock body = f.body().checked();
        Control.For rest = new Control.For(f.iv(), iv, f.upper(), f.step(), carried, body, f.at());
        code.aside(() -> flow.loop(rest));
    }
}
