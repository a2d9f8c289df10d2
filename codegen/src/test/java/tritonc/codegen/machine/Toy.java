package tritonc.codegen.machine;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/// An instruction of a machine that exists in tests only.
///
/// @param kind what it does
/// @param to written registers
/// @param from read registers
/// @param number a constant, or a slot
record Toy(Kind kind, List<Integer> to, List<Integer> from, int number) {
    enum Kind {
        /// A number; repeatable.
        CONSTANT,
        MOVE,
        /// Mixes all that it reads and a number; gives each written register something else.
        MIX,
        /// Writes the first register that it also reads.
        UPDATE,
        /// Reads a register's place in memory besides its registers.
        MIX_MEMORY,
        /// Reads a constant besides its registers.
        MIX_CONSTANT,
        RELOAD,
        SPILL,
        /// Tells what it reads to the world.
        SHOW
    }

    Toy {
        to = List.copyOf(to);
        from = List.copyOf(from);
    }

    /// Two files of three and two registers; those of file 0 are 0, 1, 2, of file 1 32, 33.
    /// Registers 2 and 33 are what `fixed` instructions use by name, and may be chosen too.
    static final class Explained implements Machine<Toy> {
        private final List<Integer> files = new ArrayList<>();

        int virtual(int file) {
            files.add(file);
            return VIRTUAL + files.size() - 1;
        }

        @Override
        public void registers(Toy insn, Registers to) {
            insn.from.forEach(to::read);
            insn.to.forEach(to::write);
        }

        @Override
        public Toy renamed(Toy insn, IntUnaryOperator register) {
            return new Toy(
                    insn.kind,
                    insn.to.stream().map(register::applyAsInt).toList(),
                    insn.from.stream().map(register::applyAsInt).toList(),
                    insn.number);
        }

        @Override
        public boolean isMove(Toy insn) {
            return insn.kind == Kind.MOVE;
        }

        @Override
        public int file(int register) {
            return register >= VIRTUAL ? files.get(register - VIRTUAL) : register / 32;
        }

        @Override
        public int files() {
            return 2;
        }

        @Override
        public int[] choices(int file) {
            return file == 0 ? new int[] {0, 1, 2} : new int[] {32, 33};
        }

        @Override
        public int fresh(int like) {
            return virtual(file(like));
        }

        @Override
        public int end() {
            return VIRTUAL + files.size();
        }

        @Override
        public Toy reload(int register, int slot) {
            return new Toy(Kind.RELOAD, List.of(register), List.of(), slot);
        }

        @Override
        public Toy spill(int register, int slot) {
            return new Toy(Kind.SPILL, List.of(), List.of(register), slot);
        }

        @Override
        public @Nullable Toy folded(Toy insn, int register, int slot) {
            return folded(insn, register, Kind.MIX_MEMORY, slot + 1);
        }

        @Override
        public @Nullable Toy folded(Toy insn, int register, Toy maker) {
            return folded(insn, register, Kind.MIX_CONSTANT, maker.number);
        }

        @Override
        public boolean folds(Toy insn, int register, Toy maker) {
            return folded(insn, register, maker) != null;
        }

        private static @Nullable Toy folded(Toy insn, int register, Kind kind, int thousands) {
            boolean last = insn.from.size() > 1 && insn.from.getLast() == register;
            boolean once = insn.from.stream().filter(r -> r == register).count() == 1;
            if (insn.kind != Kind.MIX || !last || !once || insn.number > 999) {
                return null;
            }
            List<Integer> from = insn.from.subList(0, insn.from.size() - 1);
            return new Toy(kind, insn.to, from, insn.number + 1000 * thousands);
        }

        @Override
        public boolean isRepeatable(Toy insn) {
            return insn.kind == Kind.CONSTANT;
        }
    }
}
