package tritonc.fuzz;

import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.vector.VectorFile;
import tritonc.codegen.x86.kernel.InstructionSet;
import tritonc.codegen.x86.kernel.X86Codegen;
import tritonc.codegen.x86.kernel.X86Codegen.Registers;
import tritonc.ir.target.CpuInfo;
import tritonc.runtime.machine.Cpuid;

import java.util.Arrays;
import java.util.List;

/// What machine code is made for: the processors that there are, and the same with registers so few
/// that most values are put away, and all but the shortest loops are cut.
public enum Machine {
    AVX512(InstructionSet.AVX512, InstructionSet.AVX512.registers()),
    AVX512_VNNI(InstructionSet.AVX512_VNNI, InstructionSet.AVX512_VNNI.registers()),
    AVX512_BF16(InstructionSet.AVX512_BF16, InstructionSet.AVX512_BF16.registers()),
    FEW_OF_AVX512_BF16(InstructionSet.AVX512_BF16, new Registers(5, 5, 3)),
    FEW_OF_AVX512(InstructionSet.AVX512_VNNI, new Registers(5, 4, 3)),
    AVX2(InstructionSet.AVX2, InstructionSet.AVX2.registers()),
    AVX2_VNNI(InstructionSet.AVX2_VNNI, InstructionSet.AVX2_VNNI.registers()),
    FEW_OF_AVX2(InstructionSet.AVX2, new Registers(5, 5, 0));

    private final InstructionSet set;
    private final Registers registers;

    Machine(InstructionSet set, Registers registers) {
        this.set = set;
        this.registers = registers;
    }

    InstructionSet set() {
        return set;
    }

    /// A kernel's code. Where there are few registers, all but the shortest loops are cut too.
    X86Codegen.Result code(LoopKernel kernel) {
        boolean isReal = registers.equals(set.registers());
        VectorFile vectors = isReal ? set.vectors() : set.vectors().ofShortLoops();
        return X86Codegen.generate(kernel, set, registers, vectors);
    }

    /// Whether this processor runs its code.
    public boolean isHere() {
        CpuInfo cpu = Cpuid.here();
        boolean runs =
                switch (set) {
                    case AVX2, AVX2_VNNI -> cpu.hasAvx2();
                    case AVX512, AVX512_VNNI, AVX512_BF16 -> cpu.hasAvx512();
                };
        return runs && cpu.features().containsAll(set.features());
    }

    /// Those of a list of names, such as `AVX512,AVX2`, that this processor runs.
    static List<Machine> named(String names) {
        return Arrays.stream(names.split(","))
                .map(Machine::valueOf)
                .filter(Machine::isHere)
                .toList();
    }
}
