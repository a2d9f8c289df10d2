package tritonc.codegen.x86.kernel;

import tritonc.codegen.x86.Reg;

/// What an instruction set makes of vectors of truth values.
sealed interface MaskForm permits BitMasks, LaneMasks {
    static MaskForm of(Code code) {
        return code.width.set().hasMasks() ? new BitMasks(code) : new LaneMasks(code);
    }

    /// All lanes are the same.
    void constant(Reg to, boolean value);

    /// The lanes whose bits are set.
    void lanes(Reg to, int bits);

    /// All lanes are what a truth value in a general register is.
    void spread(Reg to, Reg truth);

    /// The first lane as a truth value in a general register.
    void lane0(Reg to, Reg mask);

    /// Lets the flags say equal where no lane is true.
    void test(Reg mask);

    /// The mask of a vector from those of its two parts.
    void joined(Reg to, Reg low, Reg high);

    /// The mask of a part that is not the first.
    Reg part(Reg mask, int part);

    /// The lanes as the low bits of a general register, what is above being anything.
    Reg bits(Reg mask);
}
