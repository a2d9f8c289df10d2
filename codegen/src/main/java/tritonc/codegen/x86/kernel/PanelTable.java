package tritonc.codegen.x86.kernel;

import tritonc.codegen.loop.Overlap;
import tritonc.codegen.vector.ProductLoop;
import tritonc.codegen.x86.Condition;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.ir.artifact.NativeFrame;
import tritonc.ir.artifact.PanelLayout;
import tritonc.ir.tile.Value;

import java.util.ArrayList;
import java.util.List;

/// Finds panels that another program made, and puts those that this one makes where others find
/// them, as [PanelLayout] says.
final class PanelTable {
    /// Entries that are looked at.
    private static final int PROBES = 8;

    /// Spreads numbers over the table: 2 to the 64 over the golden ratio, and two odd constants
    /// whose bits look random.
    private static final long[] SPREADS = {0x9E3779B97F4A7C15L, 0xBF58476D1CE4E5B9L};

    private final Code code;
    private final Values values;

    PanelTable(Code code, Values values) {
        this.code = code;
        this.values = values;
    }

    /// A panel that is used or made.
    ///
    /// @param address of its first byte
    /// @param missing 1 if it must be made, else 0
    /// @param entry address of the entry to be completed then, 0 if there is none
    record Place(Reg address, Reg missing, Reg entry) {}

    /// A register with the address of the launch's panels; 0 where there are none, or where
    /// programs write to what tiles are read from.
    Reg open(ProductLoop.Shared sharing) {
        Reg panels = code.general();
        code.add(ScalarOp.MOV_, 64, panels, frame(NativeFrame.PANELS));
        for (Overlap o : sharing.overlaps()) {
            Code.Block apart = code.block();
            jumpIfApart(code, o, apart);
            code.add(ScalarOp.XOR, 32, panels, panels);
            code.place(apart);
        }
        return panels;
    }

    /// Goes to `apart` where storages have no byte in common.
    static void jumpIfApart(Code code, Overlap o, Code.Block apart) {
        Reg start = code.general();
        code.add(ScalarOp.MOV_, 64, start, frame(NativeFrame.start(o.read())));
        code.add(ScalarOp.CMP, 64, start, frame(NativeFrame.end(o.written())));
        code.jump(Condition.AE, apart);
        Reg end = code.general();
        code.add(ScalarOp.MOV_, 64, end, frame(NativeFrame.end(o.read())));
        code.add(ScalarOp.CMP, 64, end, frame(NativeFrame.start(o.written())));
        code.jump(Condition.BE, apart);
    }

    private static Mem frame(int offset) {
        return Mem.of(X86Machine.FRAME, offset);
    }

    /// Where a panel that nobody else uses is made.
    ///
    /// @param own address of the thread's own memory for it
    Place own(Reg own) {
        return new Place(own, code.number(1), code.number(0));
    }

    /// Looks for a panel.
    ///
    /// @param panels what [#open] gave
    /// @param tag which operand of which loop it is
    /// @param first the loop's variable in the first of the panel's iterations
    /// @param bytes of the panel
    /// @param own address of the thread's own memory, for when the shared is used up
    Place find(ProductLoop.Shared sharing, Reg panels, int tag, Value first, long bytes, Reg own) {
        Place place = new Place(code.general(), code.number(1), code.number(0));
        code.move(place.address(), own);
        Code.Block done = code.block();
        code.add(ScalarOp.TEST, 64, panels, panels);
        code.jump(Condition.E, done);
        List<Reg> keys = new ArrayList<>();
        keys.add(extended(first));
        sharing.keys().forEach(k -> keys.add(extended(k)));
        probe(place, panels, tag, keys, bytes, done);
        code.place(done);
        return place;
    }

    private Reg extended(Value value) {
        Reg to = code.general();
        int bits = value.type().element().bits() == 64 ? 64 : 32;
        code.add(ScalarOp.MOV_, bits, to, values.of(value));
        return to;
    }

    /// Where in the table the search begins, in bytes.
    private Reg hash(int tag, List<Reg> keys) {
        Reg hash = code.number(tag);
        for (int i = 0; i < keys.size(); i++) {
            code.add(ScalarOp.ADD, 64, hash, keys.get(i));
            code.add(ScalarOp.IMUL, 64, hash, code.number(SPREADS[i % SPREADS.length]));
            Reg high = code.general();
            code.move(high, hash);
            code.add(ScalarOp.SHR, 64, high, new Imm(32));
            code.add(ScalarOp.XOR, 64, hash, high);
        }
        code.add(ScalarOp.SHL, 64, hash, new Imm(6));
        return hash;
    }

    private void probe(
            Place place, Reg panels, int tag, List<Reg> keys, long bytes, Code.Block done) {
        Reg ready = code.general();
        code.add(ScalarOp.MOV_, 64, ready, frame(NativeFrame.EPOCH));
        code.add(ScalarOp.LEA, 64, ready, Mem.of(ready, ready, 1, 1));
        Reg hash = hash(tag, keys);
        Reg left = code.number(PROBES);
        Code.Block top = code.block();
        Code.Block next = code.block();
        Code.Block other = code.block();
        code.enterLoop();
        code.place(top);
        code.add(ScalarOp.AND, 64, hash, new Imm((PanelLayout.ENTRIES - 1) * 64));
        Reg entry = code.general();
        code.add(ScalarOp.LEA, 64, entry, Mem.of(panels, hash, 1, PanelLayout.TABLE));
        Reg state = code.general();
        code.add(ScalarOp.MOV_, 64, state, Mem.of(entry, PanelLayout.STATE));
        code.add(ScalarOp.CMP, 64, state, ready);
        code.jump(Condition.NE, other);
        code.add(ScalarOp.CMP, 64, Mem.of(entry, PanelLayout.TAG), new Imm(tag));
        code.jump(Condition.NE, next);
        for (int i = 0; i < keys.size(); i++) {
            code.add(ScalarOp.CMP, 64, keys.get(i), Mem.of(entry, PanelLayout.FIRST + 8 * i));
            code.jump(Condition.NE, next);
        }
        code.add(ScalarOp.MOV_, 64, place.address(), Mem.of(entry, PanelLayout.ADDRESS));
        code.add(ScalarOp.XOR, 32, place.missing(), place.missing());
        code.jump(done);
        code.place(other);
        take(entry, state, ready, next);
        reserve(place, panels, entry, bytes, done);
        name(entry, tag, keys);
        code.jump(done);
        code.place(next);
        code.add(ScalarOp.ADD, 64, hash, new Imm(PanelLayout.ENTRY_BYTES));
        code.add(ScalarOp.SUB, 64, left, new Imm(1));
        code.jump(Condition.NE, top);
        code.leaveLoop();
    }

    /// Writes what an entry is about.
    private void name(Reg entry, int tag, List<Reg> keys) {
        code.add(ScalarOp.MOV_, 64, Mem.of(entry, PanelLayout.TAG), new Imm(tag));
        for (int i = 0; i < keys.size(); i++) {
            code.add(ScalarOp.MOV_, 64, Mem.of(entry, PanelLayout.FIRST + 8 * i), keys.get(i));
        }
    }

    /// Takes an entry that an earlier launch left behind, or goes on.
    private void take(Reg entry, Reg state, Reg ready, Code.Block next) {
        Reg busy = code.general();
        code.add(ScalarOp.LEA, 64, busy, Mem.of(ready, -1));
        code.add(ScalarOp.CMP, 64, state, busy);
        code.jump(Condition.E, next);
        code.move(Reg.RAX, state);
        code.add(ScalarOp.CMPXCHG, 64, Mem.of(entry, PanelLayout.STATE), busy);
        code.jump(Condition.NE, next);
    }

    /// Takes memory for a panel, or is done.
    private void reserve(Place place, Reg panels, Reg entry, long bytes, Code.Block done) {
        Reg start = code.number(bytes);
        code.add(ScalarOp.XADD, 64, Mem.of(panels, PanelLayout.NEXT), start);
        Reg end = code.general();
        code.add(ScalarOp.LEA, 64, end, Mem.of(start, Math.toIntExact(bytes)));
        code.add(ScalarOp.CMP, 64, end, Mem.of(panels, PanelLayout.LIMIT));
        code.jump(Condition.A, done);
        code.move(place.address(), start);
        code.move(place.entry(), entry);
        code.add(ScalarOp.MOV_, 64, Mem.of(entry, PanelLayout.ADDRESS), start);
    }

    /// The panel is complete.
    void complete(Place place) {
        Code.Block done = code.block();
        code.add(ScalarOp.TEST, 64, place.entry(), place.entry());
        code.jump(Condition.E, done);
        // x86 keeps the order of stores: who sees this one sees the panel
        code.add(ScalarOp.ADD, 64, Mem.of(place.entry(), PanelLayout.STATE), new Imm(1));
        code.place(done);
    }
}
