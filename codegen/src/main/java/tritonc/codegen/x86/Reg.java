package tritonc.codegen.x86;

/// A register. Numbers below [#VIRTUAL] are the processor's own; the others are virtual and become
/// some of the processor's own before code is made.
///
/// @param file which registers: the general ones (rax = 0 to r15 = 15), the vector ones (xmm0, ymm0
///   and zmm0 = 0 to 31; how many bits count is the instruction's business), or the masks (k0 to
///   k7)
public record Reg(File file, int number) implements Operand {
    /// The first number of a virtual register.
    public static final int VIRTUAL = 64;

    /// The register files.
    public enum File {
        GENERAL(0, 16),
        VECTOR(1, 32),
        MASK(2, 8);

        private final int ordinalOfFile;
        private final int count;

        File(int ordinalOfFile, int count) {
            this.ordinalOfFile = ordinalOfFile;
            this.count = count;
        }

        /// The file's number, from 0.
        public int ordinalOfFile() {
            return ordinalOfFile;
        }

        /// How many registers there are at most.
        public int count() {
            return count;
        }
    }

    public static final Reg RAX = general(0);
    public static final Reg RCX = general(1);
    public static final Reg RDX = general(2);
    public static final Reg RBX = general(3);
    public static final Reg RSP = general(4);
    public static final Reg RBP = general(5);
    public static final Reg RSI = general(6);
    public static final Reg RDI = general(7);

    public static Reg general(int number) {
        return new Reg(File.GENERAL, number);
    }

    public static Reg vector(int number) {
        return new Reg(File.VECTOR, number);
    }

    public static Reg mask(int number) {
        return new Reg(File.MASK, number);
    }

    public boolean isVirtual() {
        return number >= VIRTUAL;
    }
}
