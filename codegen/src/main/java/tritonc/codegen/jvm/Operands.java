package tritonc.codegen.jvm;

import tritonc.ir.tile.Value;

/// Puts a value on the operand stack, in its [Carrier].
@FunctionalInterface
interface Operands {
    void push(Value value);
}
