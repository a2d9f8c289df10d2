package tritonc.codegen.x86;

/// The columns of [VectorOp]'s table.
final class VectorForm {
    private VectorForm() {}

    /// Where the operands go, in Intel's order: R the register field, V the field of the prefix, M
    /// register or memory, I an immediate byte.
    enum Pattern {
        RVM,
        RM,
        MR,
        RVMI,
        RMI,
        MRI,
        /// The register field extends the opcode.
        VMI,
        /// The last register in the high bits of an immediate byte.
        RVMR,
        MVR,
        RMV,
        /// Register and memory with a vector of indices; needs a mask.
        GATHER,
        /// The same with a vector of sign bits as its mask, which is 0 afterwards.
        GATHER_V,
        /// The same the other way round.
        SCATTER
    }

    /// The table of opcodes.
    enum Map {
        M0F(1),
        M38(2),
        M3A(3),
        M5(5),
        M6(6);

        final int code;

        Map(int code) {
            this.code = code;
        }
    }

    /// The prefix that is part of the opcode.
    enum Prefix {
        NP(0),
        P66(1),
        PF3(2),
        PF2(3);

        final int code;

        Prefix(int code) {
            this.code = code;
        }
    }

    /// Whether there is a VEX form (V), an EVEX form (E) or both (B), and the W bit of each.
    enum Coding {
        V0(0, -1),
        V1(1, -1),
        E0(-1, 0),
        E1(-1, 1),
        B00(0, 0),
        B01(0, 1),
        B11(1, 1);

        /// The W bit, or -1 where there is no such form.
        final int vexW;

        final int evexW;

        Coding(int vexW, int evexW) {
            this.vexW = vexW;
            this.evexW = evexW;
        }
    }

    /// How many bytes of memory the operand M has: a whole vector (F), half (H), a quarter (Q) or
    /// an eighth (O) of one, or a fixed number (S). A number at F or H is the size of an element
    /// that may be broadcast.
    enum Tuple {
        FV2(1, 2),
        FV4(1, 4),
        FV8(1, 8),
        FVM(1, 0),
        HV2(2, 2),
        HV4(2, 4),
        HVM(2, 0),
        QVM(4, 0),
        OVM(8, 0),
        /// Half of 128 bits, all of more.
        DUP(0, 0),
        S1(-1, 0),
        S2(-2, 0),
        S4(-4, 0),
        S8(-8, 0),
        S16(-16, 0),
        S32(-32, 0),
        /// Never memory.
        NONE(0, 0);

        private final int part;

        /// Bytes of an element that may be broadcast; 0 for none.
        final int element;

        Tuple(int part, int element) {
            this.part = part;
            this.element = element;
        }

        /// Bytes in memory, which is also the unit of short displacements.
        int bytes(int bits) {
            if (this == DUP) {
                return bits == 128 ? 8 : bits / 8;
            }
            return part < 0 ? -part : bits / 8 / Math.max(part, 1);
        }
    }

    /// What else there is to say.
    enum Flag {
        /// The first operand is read too.
        RMW(1 << 0),
        /// The first operand is only read.
        TEST(1 << 1),
        /// M is always memory.
        MEMORY(1 << 2),
        /// M is used here with a register only.
        REGISTER(1 << 3),
        /// Vectors of 256 bits and more only.
        WIDE(1 << 4),
        /// 256 bits only.
        YMM(1 << 5),
        /// 512 bits only.
        ZMM(1 << 6),
        /// The length bit is set though no vector is among the operands.
        L1(1 << 7),
        /// No lanes can be left out.
        UNMASKED(1 << 8),
        /// A move with a mirrored store form, whose opcode is one higher.
        SWAP(1 << 9);

        final int bit;

        Flag(int bit) {
            this.bit = bit;
        }
    }
}
