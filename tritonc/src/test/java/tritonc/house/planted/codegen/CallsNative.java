package tritonc.house.planted.codegen;

import org.objectweb.asm.ClassWriter;

import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;

/// Planted: native calls and printing outside their rooms; bytecode, which is allowed here.
public record CallsNative(ClassWriter writer) {
    /// Breaks three rules.
    @SuppressWarnings("restricted")
    public MemorySegment all() {
        System.err.println(Linker.nativeLinker());
        return MemorySegment.NULL.reinterpret(1);
    }
}
