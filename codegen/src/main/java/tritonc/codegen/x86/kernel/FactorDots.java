package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;

/// Adds products of several numbers in a lane, as [Factors] says.
final class FactorDots {
    /// Sums of the columns of a vector that are added up side by side, so that none waits for the
    /// one before.
    private static final int CHAINS = 4;

    /// A shift by 128 as one of bits.
    private static final int SHIFT = 7;

    private final Code code;
    private final Repeats repeats;
    private final int bits;

    FactorDots(Code code) {
        this.code = code;
        this.repeats = new Repeats(code);
        this.bits = code.width.bits();
    }

    /// Adds the products of a vector of the left operand and one of the right.
    void add(Factors factors, Reg sum, Reg a, Reg b) {
        if (factors.areBytes()) {
            fours(factors, sum, a, b);
        } else if (code.width.set().hasDots()) {
            code.add(VectorOp.VPDPWSSD, bits, sum, a, b);
        } else {
            Reg product = code.vector();
            code.add(VectorOp.VPMADDWD, bits, product, a, b);
            code.add(VectorOp.VPADDD, bits, sum, sum, product);
        }
    }

    /// The first factor's bytes are unsigned, the second's signed.
    private void fours(Factors factors, Reg sum, Reg a, Reg b) {
        if (factors.isRightSigned()) {
            code.add(VectorOp.VPDPBUSD, bits, sum, a, b);
        } else {
            code.add(VectorOp.VPDPBUSD, bits, sum, b, a);
        }
    }

    /// Writes, behind the rows of a step of a right panel, what must be added to the sums of each
    /// column where the left operand is shifted: signed bytes were made larger by 128, unsigned
    /// ones smaller.
    ///
    /// @param k rows of a step
    /// @param to address of the step in the first panel
    void writeShifts(Factors factors, int k, ColumnPanels.Layout layout, Reg to) {
        Reg ones = code.vector();
        code.add(VectorOp.VPBROADCASTD, bits, ones, code.constant(0x0101_0101, Integer.BYTES));
        int chains = Math.min(CHAINS, k);
        Reg panel = repeats.copy(to);
        repeats.times(
                layout.count(),
                () -> {
                    Reg[][] sums = new Reg[layout.rowBytes() / code.width.bytes()][chains];
                    for (Reg[] column : sums) {
                        for (int i = 0; i < chains; i++) {
                            column[i] = zero();
                        }
                    }
                    Reg row = repeats.copy(panel);
                    repeats.times(
                            k / chains, () -> rows(factors, sums, ones, row, layout.rowBytes()));
                    for (int v = 0; v < sums.length; v++) {
                        Mem at = Mem.of(row, v * code.width.bytes());
                        code.add(VectorOp.VMOVUPS_STORE, bits, at, shift(factors, sums[v]));
                    }
                    repeats.advance(panel, layout.panelBytes());
                });
    }

    /// What must be added to the sums of a tile's columns for all steps.
    ///
    /// @param k rows of a step of the panel
    /// @param vectors of the tile's columns
    /// @param steps register with how many steps there are; one where absent
    Reg[] readShifts(int k, int vectors, Tiles.Matrix b, @Nullable Reg steps) {
        Reg[] sums = new Reg[vectors];
        for (int v = 0; v < vectors; v++) {
            sums[v] = zero();
        }
        Reg row = repeats.copy(b.start());
        repeats.advance(row, (long) k * b.rowBytes());
        Runnable step =
                () -> {
                    for (int v = 0; v < vectors; v++) {
                        Mem at = Mem.of(row, v * code.width.bytes());
                        code.add(VectorOp.VPADDD, bits, sums[v], sums[v], at);
                    }
                    repeats.advance(row, b.stepBytes());
                };
        if (steps == null) {
            step.run();
        } else {
            repeats.times(steps, step);
        }
        return sums;
    }

    /// Adds up as many rows as there are chains.
    private void rows(Factors factors, Reg[][] sums, Reg ones, Reg row, int rowBytes) {
        for (int i = 0; i < sums[0].length; i++) {
            for (int v = 0; v < sums.length; v++) {
                Reg numbers = code.vector();
                Mem at = Mem.of(row, i * rowBytes + v * code.width.bytes());
                code.add(VectorOp.VMOVUPS, bits, numbers, at);
                fours(factors, sums[v][i], ones, numbers);
            }
        }
        repeats.advance(row, (long) sums[0].length * rowBytes);
    }

    private Reg shift(Factors factors, Reg[] chains) {
        Reg sum = chains[0];
        for (int i = 1; i < chains.length; i++) {
            code.add(VectorOp.VPADDD, bits, sum, sum, chains[i]);
        }
        code.add(VectorOp.VPSLLD_I, bits, sum, sum, new Imm(SHIFT));
        if (!factors.isLeftSigned()) {
            return sum;
        }
        Reg negative = zero();
        code.add(VectorOp.VPSUBD, bits, negative, negative, sum);
        return negative;
    }

    private Reg zero() {
        Reg zero = code.vector();
        code.add(VectorOp.VPBROADCASTD, bits, zero, code.constant(0, Integer.BYTES));
        return zero;
    }
}
