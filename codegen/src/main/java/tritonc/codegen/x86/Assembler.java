package tritonc.codegen.x86;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Turns instructions into bytes, one after the other, and puts constants behind them. The code may
/// stand at any address that is a multiple of [#ALIGNMENT].
public final class Assembler {
    /// What the code's address must be a multiple of.
    public static final int ALIGNMENT = 64;

    private static final int MOST_NOP = 9;

    /// The recommended no-operations of 1 to 9 bytes (Intel SDM, volume 2B, NOP).
    private static final byte[][] NOPS = {
        {},
        {(byte) 0x90},
        {0x66, (byte) 0x90},
        {0x0F, 0x1F, 0x00},
        {0x0F, 0x1F, 0x40, 0},
        {0x0F, 0x1F, 0x44, 0, 0},
        {0x66, 0x0F, 0x1F, 0x44, 0, 0},
        {0x0F, 0x1F, (byte) 0x80, 0, 0, 0, 0},
        {0x0F, 0x1F, (byte) 0x84, 0, 0, 0, 0, 0},
        {0x66, 0x0F, 0x1F, (byte) 0x84, 0, 0, 0, 0, 0}
    };

    private byte[] bytes = new byte[1 << 12];
    private int size;
    private final List<Fixup> fixups = new ArrayList<>();

    /// Four bytes that get the distance from their end, and `extra` bytes more, to a label.
    private record Fixup(int at, int extra, int displacement, Label label) {}

    /// Appends an instruction. Jumps take four bytes of distance, so that nothing has to move.
    ///
    /// @throws IllegalArgumentException if it has no such form
    public void add(Insn insn) {
        switch (insn.op()) {
            case ScalarOp _ -> ScalarEncoder.encode(this, insn);
            case VectorOp _ -> VectorEncoder.encode(this, insn);
        }
    }

    /// The label means here.
    public void place(Label label) {
        label.place(size);
    }

    /// Appends no-operations up to a multiple of `to`, a power of two.
    public void align(int to) {
        int missing = -size & to - 1;
        while (missing > 0) {
            int now = Math.min(missing, MOST_NOP);
            for (byte b : NOPS[now]) {
                put(b);
            }
            missing -= now;
        }
    }

    /// Appends data up to a multiple of its own alignment.
    public void data(Label label, byte[] data, int alignment) {
        while ((size & alignment - 1) != 0) {
            put(0);
        }
        place(label);
        for (byte b : data) {
            put(b);
        }
    }

    /// Bytes so far.
    public int size() {
        return size;
    }

    /// The code, all labels in place.
    ///
    /// @throws IllegalStateException if an instruction names a label that was never placed
    public byte[] finish() {
        for (Fixup f : fixups) {
            int distance = f.label().position() + f.displacement() - (f.at() + 4 + f.extra());
            for (int i = 0; i < 4; i++) {
                bytes[f.at() + i] = (byte) (distance >> 8 * i);
            }
        }
        return Arrays.copyOf(bytes, size);
    }

    void put(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = (byte) value;
    }

    void put32(long value) {
        for (int i = 0; i < 4; i++) {
            put((int) (value >> 8 * i));
        }
    }

    void put64(long value) {
        put32(value);
        put32(value >> 32);
    }

    /// Appends the distance to a label.
    ///
    /// @param extra bytes of the instruction that follow
    void distance(Label label, int displacement, int extra) {
        fixups.add(new Fixup(size, extra, displacement, label));
        put32(0);
    }

    /// Appends ModRM, SIB and displacement.
    ///
    /// @param field the register field, or the extension of the opcode
    /// @param unit bytes that a short displacement counts
    /// @param extra bytes of the instruction that follow
    void modRm(int field, Operand rm, int unit, int extra) {
        int middle = (field & 7) << 3;
        switch (rm) {
            case Reg r -> put(0xC0 | middle | r.number() & 7);
            case Mem m when m.label() != null -> {
                put(middle | 5);
                distance(m.label(), m.displacement(), extra);
            }
            case Mem m -> memory(middle, m, unit);
            case Imm _, Label _ -> throw new IllegalArgumentException("no register or memory");
        }
    }

    private void memory(int middle, Mem m, int unit) {
        Reg base = m.base();
        Reg index = m.index();
        int displacement = m.displacement();
        if (base == null) {
            put(middle | 4);
            put(sib(m.scale(), index, 5));
            put32(displacement);
            return;
        }
        int low = base.number() & 7;
        boolean isShort =
                displacement % unit == 0 && displacement / unit == (byte) (displacement / unit);
        int mod = displacement == 0 && low != 5 ? 0 : isShort ? 0x40 : 0x80;
        if (index != null || low == 4) {
            put(mod | middle | 4);
            put(sib(m.scale(), index, low));
        } else {
            put(mod | middle | low);
        }
        if (mod == 0x40) {
            put(displacement / unit);
        } else if (mod == 0x80) {
            put32(displacement);
        }
    }

    private static int sib(int scale, @Nullable Reg index, int base) {
        int number = index == null ? 4 : index.number() & 7;
        return Integer.numberOfTrailingZeros(scale) << 6 | number << 3 | base;
    }
}
