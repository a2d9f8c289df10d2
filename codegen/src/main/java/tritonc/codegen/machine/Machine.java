package tritonc.codegen.machine;

import org.jspecify.annotations.Nullable;

import java.util.function.IntUnaryOperator;

/// What the allocation of registers asks of an instruction set. Registers are numbers: the
/// processor's own count from 0, at most [#VIRTUAL] of them over all files; virtual ones count from
/// [#VIRTUAL].
///
/// @param <I> an instruction
public interface Machine<I> {
    /// The first number of a virtual register.
    int VIRTUAL = 256;

    /// Hears of the registers of one instruction. One that is read and written is told twice.
    interface Registers {
        void read(int register);

        void write(int register);
    }

    /// Names all registers that an instruction reads or writes, those that it does not spell out
    /// included.
    void registers(I insn, Registers to);

    /// The same instruction over other registers.
    I renamed(I insn, IntUnaryOperator register);

    /// Whether all that it does is to copy a register of a file to another of that file.
    boolean isMove(I insn);

    /// The file that a register belongs to, from 0.
    int file(int register);

    /// Number of files.
    int files();

    /// The registers of a file that may be chosen, those to be chosen first in front.
    int[] choices(int file);

    /// A fresh virtual register of the file of another.
    int fresh(int like);

    /// One more than the number of the last virtual register.
    int end();

    /// Brings a register back from where it was put.
    ///
    /// @param slot number of the place, which is the register's alone
    I reload(int register, int slot);

    /// Puts a register away.
    I spill(int register, int slot);

    /// The instruction with its read of a register replaced by a read of the register's place in
    /// memory, or null where it has no such form or reads the register more than once.
    @Nullable I folded(I insn, int register, int slot);

    /// The instruction with its read of a register replaced by a read of what a repeatable
    /// instruction makes the register of, or null where it has no such form or reads the register
    /// more than once.
    @Nullable I folded(I insn, int register, I maker);

    /// Whether [#folded(Object, int, Object)] has such a form.
    boolean folds(I insn, int register, I maker);

    /// Whether the instruction may be made again at any later place, for another register, instead
    /// of keeping what it gave: it reads no register, and memory that never changes at most.
    boolean isRepeatable(I insn);
}
