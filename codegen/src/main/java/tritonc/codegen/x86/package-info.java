/// An assembler for x86-64: instructions as records ([Insn]) over registers and memory, tables that
/// say how each is encoded ([ScalarOp], [VectorOp]), the bytes ([Assembler]) and their text
/// ([Listing]). It takes instructions in and gives code that stands at any address out. It must not
/// know kernels, loops or how registers are chosen.
///
/// Source of all encodings: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2;
/// every form is compared with the GNU assembler's bytes.
@NullMarked
package tritonc.codegen.x86;

import org.jspecify.annotations.NullMarked;
