package tritonc.ir.tile;

import tritonc.ir.type.DType;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.List;

/// Joins the lanes along one axis of n blocks at once, by a function that the program gives: the
/// block `combine` with 2n scalar parameters, first what was joined so far, then the next lanes,
/// which yields n scalars. Joining is a left fold, one lane after the other: the first lane of each
/// operand is taken as it is, and each further one goes through `combine` once.
///
/// `combine` is closed: it reads nothing but its parameters and what it defines, and holds nothing
/// but [Arithmetic] over numbers and [ControlOp.If]. So the op is pure, its operands are all it
/// depends on, and equal folds compute the same.
public sealed interface Fold extends TileOp, Pure permits ReduceBy, ScanBy {
    /// The blocks, all of one shape.
    List<Value> xs();

    int axis();

    Block combine();

    /// The same op with another function.
    Fold withCombine(Block changed);

    @Override
    default List<Value> operands() {
        return xs();
    }

    @Override
    default List<Block> blocks() {
        return List.of(combine());
    }

    /// The parameters of `combine`: the element types, twice.
    default List<Type> parameterTypes() {
        List<Type> types = new ArrayList<>(elementTypes());
        types.addAll(elementTypes());
        return types;
    }

    /// What `combine` yields.
    default List<Type> elementTypes() {
        List<Type> types = new ArrayList<>(xs().size());
        for (Value x : xs()) {
            types.add(x.type().element());
        }
        return types;
    }

    /// @throws IllegalArgumentException if the parts do not fit together
    static void check(String name, List<Value> xs, int axis, Block combine) {
        boolean fits =
                !xs.isEmpty()
                        && combine.parameters().size() == 2 * xs.size()
                        && axis >= 0
                        && axis < xs.getFirst().type().shape().rank();
        for (Value x : xs) {
            fits =
                    fits
                            && x.type().element() instanceof DType
                            && x.type().shape().equals(xs.getFirst().type().shape());
        }
        if (!fits) {
            throw new IllegalArgumentException("malformed " + name);
        }
    }
}
