package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

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
import java.util.function.Consumer;

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

    private final Code code;
    private final Values values;
    private final Buffers buffers;
    private final Streaming streaming;
    private final Flow flow;
    private final LoopPanels panels;
    private final Tiles tiles;
    private final PanelForms forms;
    private final PairedProducts paired;
    private final EpilogueCode epilogues;

    /// @param node writes a node
    ProductLoopCode(
            Code code,
            Values values,
            Buffers buffers,
            Addresses addresses,
            Streaming streaming,
            Flow flow,
            Packing packing,
            Consumer<LoopNode> node) {
        this.code = code;
        this.values = values;
        this.buffers = buffers;
        this.streaming = streaming;
        this.flow = flow;
        this.tiles = new Tiles(code);
        this.forms = new PanelForms(code, tiles, true);
        this.panels = new LoopPanels(code, values, buffers, packing, forms, node);
        this.paired = new PairedProducts(code, tiles);
        this.epilogues = new EpilogueCode(code, values, addresses, node);
    }

    /// Whether programs share panels.
    boolean isSharing() {
        return panels.isSharing();
    }

    /// Whether there is code for the loop as a whole: the tiles are as products read them.
    boolean isKnown(ProductLoop p) {
        return forms.isKnown(p.dot());
    }

    /// What becomes of the sums while they are in registers.
    ///
    /// @param done behind what becomes of them otherwise
    record Finish(Epilogue epilogue, Code.Block done) {}

    /// The state of a loop between parts of it.
    ///
    /// @param left 1 while iterations are left
    /// @param failed 1 once a guard has failed
    /// @param ending becomes of sums behind the last iteration
    /// @param isExact as [PairedProducts] has it, null for other numbers
    private record State(
            ProductLoop of,
            Reg iv,
            List<Reg[]> carried,
            Reg count,
            Reg left,
            Reg failed,
            Tiles.@Nullable Ending ending,
            @Nullable Reg isExact) {}

    /// Writes the loop.
    ///
    /// @param finish null where the sums go to their buffer
    void write(ProductLoop p, @Nullable Finish finish) {
        Control.For f = p.loop();
        int steps = steps(p.dot());
        LoopPanels.Panel a = panels.left(p, steps);
        LoopPanels.Panel b = panels.right(p, steps, a);
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

    private State begin(ProductLoop p, @Nullable Epilogue epilogue) {
        Control.For f = p.loop();
        Reg iv = code.general();
        code.move(iv, values.of(f.lower()));
        flow.begin(f.carried());
        List<Reg[]> carried = f.carried().stream().map(c -> values.parts(c.parameter())).toList();
        Tiles.Ending ending =
                epilogue == null ? null : new Tiles.Ending(epilogue, code.number(0), epilogues);
        Reg count = code.general();
        DotNest d = p.dot();
        Reg isExact =
                forms.factors(d).areFloats() ? paired.begin(d, buffers.address(d.acc(), 0)) : null;
        Reg left = code.number(0);
        return new State(p, iv, carried, count, left, code.number(0), ending, isExact);
    }

    /// Some iterations: their tiles, then their products.
    private void chunk(State s, LoopPanels.Panel left, LoopPanels.Panel right, int most) {
        code.add(ScalarOp.XOR, 32, s.count(), s.count());
        Value first = values.named(s.of().loop().iv().type().element(), s.iv());
        LoopPanels.Making a = panels.find(left, first);
        LoopPanels.Making b = panels.find(right, first);
        Code.Block made = code.block();
        Code.Block multiply = code.block();
        Code.Block fill = code.block();
        Reg missing = code.general();
        code.move(missing, a.place().missing());
        code.add(ScalarOp.OR, 32, missing, b.place().missing());
        code.jump(Condition.NE, fill);
        // both are there
        iterations(s, most, () -> panels.update(s.of()), multiply);
        code.place(fill);
        Code.Block failure = code.block();
        panels.begin(a);
        panels.begin(b);
        iterations(
                s,
                most,
                () -> {
                    flow.poll();
                    panels.fill(s.of(), a, b, failure);
                },
                made);
        code.place(failure);
        code.add(ScalarOp.MOV_, 32, s.failed(), new Imm(1));
        code.jump(multiply);
        code.place(made);
        panels.complete(a);
        panels.complete(b);
        code.place(multiply);
        multiply(s, a, b);
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

    private void multiply(State s, LoopPanels.Making a, LoopPanels.Making b) {
        DotNest d = s.of().dot();
        Code.Block none = code.block();
        code.add(ScalarOp.TEST, 32, s.count(), s.count());
        code.jump(Condition.E, none);
        Tiles.Matrix left = panels.matrix(a, d.a());
        Tiles.Matrix right = panels.matrix(b, d.b());
        Tiles.Product product =
                new Tiles.Product(d.acc().type(), d.m(), d.n(), forms.depth(d), forms.factors(d));
        Tiles.Sums sums = new Tiles.Sums(buffers.address(d.acc(), 0), s.ending());
        if (s.ending() != null) {
            isLast(s, s.ending());
        }
        Reg isExact = s.isExact();
        code.nest(
                d,
                () -> {
                    if (isExact == null) {
                        tiles.multiply(product, left, right, sums, s.count());
                    } else {
                        PairedProducts.Operand rows = panels.pairs(a, left);
                        PairedProducts.Operand columns = panels.pairs(b, right);
                        paired.multiply(product, rows, columns, sums, s.count(), isExact);
                    }
                });
        code.place(none);
    }

    /// Whether no iterations are left, and the epilogue may be done. Where a guard has failed
    /// behind others that held, some are left.
    private void isLast(State s, Tiles.Ending ending) {
        Reg last = ending.condition();
        code.move(last, s.left());
        code.add(ScalarOp.XOR, 32, last, new Imm(1));
        code.add(ScalarOp.AND, 32, last, values.of(ending.epilogue().condition()));
        streaming.near(ending.epilogue().body(), last);
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
