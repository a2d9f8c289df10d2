package tritonc.codegen.x86.kernel;

import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Vector;
import tritonc.codegen.x86.Condition;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Label;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Operand;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.ir.artifact.NativeFrame;
import tritonc.ir.tile.Value;
import tritonc.ir.type.ElementType;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Strips, loops and branches.
final class Flow {
    private final Code code;
    private final Values values;
    private final Label end;
    private final Reg program;
    private final Streaming streaming;
    private final GuardJumps guards;
    private final Consumer<LoopNode> node;

    /// @param end where the kernel ends, its answer in rax
    /// @param program the x of the program that runs
    /// @param node writes a node
    Flow(
            Code code,
            Values values,
            Label end,
            Reg program,
            Streaming streaming,
            GuardJumps guards,
            Consumer<LoopNode> node) {
        this.code = code;
        this.values = values;
        this.end = end;
        this.program = program;
        this.streaming = streaming;
        this.guards = guards;
        this.node = node;
    }

    private void block(LoopBlock block) {
        guards.write(block.nodes(), node);
    }

    void leave(int answer) {
        if (answer != NativeFrame.DONE) {
            Mem x = Mem.of(X86Machine.FRAME, NativeFrame.FAULT_X);
            code.add(ScalarOp.MOV_, 64, x, program);
        }
        code.add(ScalarOp.MOV_, 32, Reg.RAX, new Imm(answer));
        code.leave(end);
    }

    /// Leaves the kernel and tells of an access that went astray.
    void fault(int site, Reg lane, Reg address) {
        Reg number = code.number(site);
        code.add(ScalarOp.MOV_, 64, Mem.of(X86Machine.FRAME, NativeFrame.FAULT_SITE), number);
        code.add(ScalarOp.MOV_, 64, Mem.of(X86Machine.FRAME, NativeFrame.FAULT_LANE), lane);
        code.add(ScalarOp.MOV_, 64, Mem.of(X86Machine.FRAME, NativeFrame.FAULT_ADDRESS), address);
        leave(NativeFrame.FAULT);
    }

    /// Looks whether programs must stop.
    void poll() {
        Reg stop = code.general();
        Code.Block on = code.block();
        code.add(ScalarOp.MOV_, 64, stop, Mem.of(X86Machine.FRAME, NativeFrame.STOP));
        code.add(ScalarOp.CMP, 32, Mem.of(stop), new Imm(0));
        code.jump(Condition.E, on);
        leave(NativeFrame.STOPPED);
        code.place(on);
    }

    /// An amount as a 32-bit operand; indices fit.
    private Operand operand(Amount amount) {
        return switch (amount) {
            case Amount.Constant(long value) -> new Imm((int) value);
            case Amount.Dynamic(Value value) -> values.operand(value);
        };
    }

    private void set(Reg to, Operand from, int bits) {
        if (from instanceof Reg r) {
            code.move(to, r);
        } else {
            code.add(ScalarOp.MOV_, bits, to, from);
        }
    }

    void strip(Vector.Strip s) {
        int end = code.machine.end();
        Reg index = values.one(s.index());
        set(index, operand(s.from()), 32);
        begin(s.carried());
        Reg limit = limit(s);
        Code.Block after = code.block();
        code.add(ScalarOp.CMP, 32, index, limit);
        code.jump(ends(s), after);
        if (streaming.mayStream(s)) {
            Code.Block usual = code.block();
            streaming.test(s, usual);
            streaming.on(() -> turns(s, end, index, limit));
            code.jump(after);
            code.place(usual);
        }
        turns(s, end, index, limit);
        code.place(after);
        values.alias(s.last(), new Reg[] {index});
        results(s.carried());
    }

    private static Condition ends(Vector.Strip s) {
        return s.isWhole() ? Condition.G : Condition.GE;
    }

    /// The turns of a strip, of which there is at least one.
    ///
    /// @param end the first register that the strip may change
    private void turns(Vector.Strip s, int end, Reg index, Reg limit) {
        code.strip(end, () -> repeated(s, index, limit));
    }

    private void repeated(Vector.Strip s, Reg index, Reg limit) {
        Code.Block top = code.block();
        code.enterLoop();
        code.place(top);
        block(s.body());
        next(s.carried());
        code.add(ScalarOp.ADD, 32, index, new Imm(s.step()));
        code.add(ScalarOp.CMP, 32, index, limit);
        code.jump(ends(s).not(), top);
        code.leaveLoop();
        code.place(code.block());
    }

    /// The last index that a whole turn may begin at, or the first that no turn begins at.
    private Reg limit(Vector.Strip s) {
        Reg limit = code.general();
        set(limit, operand(s.to()), 32);
        if (s.isWhole()) {
            code.add(ScalarOp.SUB, 32, limit, new Imm(s.step()));
        }
        return limit;
    }

    /// Carried values begin.
    void begin(List<Control.Carried> carried) {
        for (Control.Carried c : carried) {
            Reg[] from = values.parts(c.init());
            Reg[] to = values.define(c.parameter());
            for (int i = 0; i < to.length; i++) {
                code.move(to[i], from[i]);
            }
        }
    }

    /// Carried values change, all at once.
    void next(List<Control.Carried> carried) {
        if (changesOneByOne(carried)) {
            for (Control.Carried c : carried) {
                assign(values.parts(c.parameter()), values.parts(c.next()));
            }
            return;
        }
        List<Reg[]> kept = new ArrayList<>();
        for (Control.Carried c : carried) {
            kept.add(copies(values.parts(c.next())));
        }
        for (int i = 0; i < kept.size(); i++) {
            assign(values.parts(carried.get(i).parameter()), kept.get(i));
        }
    }

    /// Whether no value becomes what another was.
    private boolean changesOneByOne(List<Control.Carried> carried) {
        Set<Reg> parameters = new HashSet<>();
        carried.forEach(c -> parameters.addAll(List.of(values.parts(c.parameter()))));
        for (Control.Carried c : carried) {
            Reg[] own = values.parts(c.parameter());
            Reg[] next = values.parts(c.next());
            for (int i = 0; i < next.length; i++) {
                if (!next[i].equals(own[i]) && parameters.contains(next[i])) {
                    return false;
                }
            }
        }
        return true;
    }

    private Reg[] copies(Reg[] from) {
        Reg[] to = new Reg[from.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = code.machine.fresh(from[i].file());
            code.move(to[i], from[i]);
        }
        return to;
    }

    void assign(Reg[] to, Reg[] from) {
        for (int i = 0; i < to.length; i++) {
            code.move(to[i], from[i]);
        }
    }

    private void results(List<Control.Carried> carried) {
        for (Control.Carried c : carried) {
            values.alias(c.result(), values.parts(c.parameter()));
        }
    }

    void branch(Control.If i) {
        Code.Block no = code.block();
        Code.Block after = code.block();
        List<Reg[]> merged = new ArrayList<>();
        for (Control.Merge m : i.merges()) {
            merged.add(values.fresh(m.result().type()));
        }
        guards.test(i.condition(), no);
        block(i.thenBlock());
        for (int k = 0; k < merged.size(); k++) {
            assign(merged.get(k), values.parts(i.merges().get(k).ifTrue()));
        }
        code.jump(after);
        code.place(no);
        block(i.elseBlock());
        for (int k = 0; k < merged.size(); k++) {
            assign(merged.get(k), values.parts(i.merges().get(k).ifFalse()));
        }
        code.place(after);
        for (int k = 0; k < merged.size(); k++) {
            values.alias(i.merges().get(k).result(), merged.get(k));
        }
    }

    /// The next index is only computed where it is below the end, so that it does not overflow.
    void loop(Control.For f) {
        Reg iv = values.one(f.iv());
        code.move(iv, values.of(f.lower()));
        begin(f.carried());
        Code.Block top = code.block();
        Code.Block after = code.block();
        skip(f, iv, after);
        code.enterLoop();
        code.place(top);
        poll();
        block(f.body());
        next(f.carried());
        step(f, iv);
        code.jump(Condition.A, top);
        code.leaveLoop();
        code.place(after);
        results(f.carried());
    }

    /// Gives others time: to another thread of this core for the first turns, then to any. Where
    /// the program waits in vain, the look at the top of the loop finds out.
    private void pause(Reg turns, Code.Block top) {
        Code.Block soon = code.block();
        code.add(ScalarOp.ADD, 64, turns, new Imm(1));
        code.add(ScalarOp.CMP, 64, turns, new Imm(NativeFrame.PAUSES));
        code.jump(Condition.L, soon);
        code.add(ScalarOp.MOV_, 64, Mem.of(X86Machine.FRAME, NativeFrame.TURNS), turns);
        code.detour(code.waits.to(top), top);
        code.place(soon);
        code.add(ScalarOp.PAUSE, 64);
    }

    /// Goes to `after` where a loop has no iterations.
    ///
    /// @param iv what the loop's variable would be in the first one
    void skip(Control.For f, Reg iv, Code.Block after) {
        ElementType type = f.iv().type().element();
        int bits = type.bits() == 64 ? 64 : 32;
        boolean signed = Kinds.isSigned(type);
        code.add(ScalarOp.CMP, bits, iv, values.of(f.upper()));
        code.jump(signed ? Condition.GE : Condition.AE, after);
        code.add(ScalarOp.CMP, bits, values.of(f.step()), new Imm(0));
        code.jump(signed ? Condition.LE : Condition.E, after);
    }

    /// Advances a loop's variable; afterwards the flags say "above" if another iteration follows.
    private void step(Control.For f, Reg iv) {
        int bits = f.iv().type().element().bits() == 64 ? 64 : 32;
        Reg step = values.of(f.step());
        Reg left = code.general();
        code.move(left, values.of(f.upper()));
        code.add(ScalarOp.SUB, bits, left, iv);
        code.add(ScalarOp.ADD, bits, iv, step);
        // iv < upper before, so that the distance is right as an unsigned number
        code.add(ScalarOp.CMP, bits, left, step);
    }

    /// Advances a loop's variable.
    ///
    /// @param more becomes 1 if another iteration follows, else 0
    void step(Control.For f, Reg iv, Reg more) {
        step(f, iv);
        code.add(ScalarOp.SETA, 8, more);
        code.add(ScalarOp.MOVZX_B, 32, more, more);
    }

    void loop(Control.While w) {
        Reg around = code.turns;
        Reg turns = around == null ? code.number(0) : around;
        if (w.spins()) {
            code.turns = turns;
        }
        for (Control.Loopback c : w.carried()) {
            assign(values.define(c.parameter()), values.parts(c.init()));
        }
        Code.Block top = code.block();
        Code.Block after = code.block();
        code.enterLoop();
        code.place(top);
        poll();
        guards.write(w.before().nodes(), w.condition(), node);
        guards.test(w.condition(), after);
        for (Control.Handed h : w.handed()) {
            values.alias(h.parameter(), copies(values.parts(h.value())));
        }
        block(w.after());
        carry(w);
        if (w.spins()) {
            pause(turns, top);
        }
        code.turns = around;
        code.jump(top);
        code.leaveLoop();
        code.place(after);
        for (Control.Handed h : w.handed()) {
            values.alias(h.result(), values.parts(h.value()));
        }
    }

    /// The next values are kept before any is overwritten.
    private void carry(Control.While w) {
        List<Reg[]> kept = new ArrayList<>();
        for (Control.Loopback c : w.carried()) {
            kept.add(copies(values.parts(c.next())));
        }
        for (int i = 0; i < kept.size(); i++) {
            assign(values.parts(w.carried().get(i).parameter()), kept.get(i));
        }
    }
}
