package tritonc.ir.tile;

import tritonc.ir.type.Type;

/// The result of an op, a block's parameter or a kernel's: a number, unique in its kernel, and a
/// type. Printed `%id`.
public record Value(int id, Type type) {
    @Override
    public String toString() {
        return "%" + id;
    }
}
