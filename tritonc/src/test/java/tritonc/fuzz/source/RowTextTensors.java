package tritonc.fuzz.source;

import tritonc.fuzz.Choices;
import tritonc.fuzz.FuzzCase;
import tritonc.fuzz.RowSizes;
import tritonc.ir.type.DType;

import java.util.ArrayList;
import java.util.List;

/// The parameters of a kernel text over rows: tensors that are read, tensors that are written,
/// which may be the same, a table with an integer a row, a place for one number a row, and sizes.
final class RowTextTensors {
    private static final DType[] FORMATS = {
        DType.FP32, DType.FP32, DType.FP32, DType.FP16, DType.BF16, DType.I32, DType.I8, DType.FP64
    };
    private static final DType[] COUNTS = {DType.I32, DType.I64, DType.I32, DType.I16, DType.U8};
    private static final int DIVISOR = 16;

    /// A parameter with what its elements are.
    record Tensor(String name, DType dtype) {}

    final RowSizes sizes;
    final List<FuzzCase.Storage> storages = new ArrayList<>();
    final List<FuzzCase.Argument> arguments = new ArrayList<>();
    private final List<Tensor> inputs = new ArrayList<>();
    private final List<Tensor> outputs = new ArrayList<>();
    private final List<String> parameters = new ArrayList<>();
    private final List<String> signature = new ArrayList<>();
    private final Choices choices;
    private final boolean isTame;

    RowTextTensors(Choices choices) {
        this.choices = choices;
        isTame = !choices.chance(20);
        List<DType> formats = new ArrayList<>();
        int widest = 1;
        for (int i = 2 + choices.below(3); i > 0; i--) {
            formats.add(choices.of(FORMATS));
            widest = Math.max(widest, formats.getLast().bytes());
        }
        sizes = RowSizes.of(choices, widest);
        int read = 1 + choices.below(formats.size() - 1);
        for (DType dtype : formats) {
            if (inputs.size() < read) {
                inputs.add(fresh("x" + inputs.size(), dtype, size()));
            } else {
                outputs.add(output("y" + outputs.size(), dtype));
            }
        }
        fresh("table", choices.of(COUNTS), sizes.rows());
        fresh("numbers", choices.of(FORMATS), sizes.rows());
        number("n", sizes.length());
        number("stride", sizes.stride());
        number("rows", sizes.rows());
        parameters.add("BLOCK: tl.constexpr");
        signature.add(String.valueOf(sizes.block()));
    }

    /// Elements of a tensor: now and then the last row lacks some.
    private int size() {
        int all = sizes.rows() * sizes.stride();
        return choices.chance(3) ? Math.max(1, all - 1 - choices.below(sizes.stride())) : all;
    }

    private Tensor fresh(String name, DType dtype, int length) {
        storages.add(new FuzzCase.Storage(dtype, length, isTame));
        return tensor(name, dtype, storages.size() - 1);
    }

    private Tensor tensor(String name, DType dtype, int storage) {
        parameters.add(name);
        signature.add("*" + dtype + (choices.chance(30) ? ":" + DIVISOR : ""));
        arguments.add(new FuzzCase.Argument.Pointer(storage, 0));
        return new Tensor(name, dtype);
    }

    /// One of its own, or one that is read too: by the same parameter, or by another.
    private Tensor output(String name, DType dtype) {
        int form = choices.below(16);
        if (form < 14) {
            return fresh(name, dtype, size());
        }
        int storage = choices.below(inputs.size());
        Tensor same = inputs.get(storage);
        return form == 14 ? same : tensor(name, same.dtype(), storage);
    }

    private void number(String name, int value) {
        boolean isTold = value % DIVISOR == 0 && choices.chance(50);
        parameters.add(name);
        signature.add("i32" + (isTold ? ":" + DIVISOR : ""));
        arguments.add(new FuzzCase.Argument.Scalar(value));
    }

    Tensor input() {
        return inputs.get(choices.below(inputs.size()));
    }

    Tensor output() {
        return outputs.get(choices.below(outputs.size()));
    }

    String parameters() {
        return String.join(", ", parameters);
    }

    String signature() {
        return String.join(", ", signature);
    }
}
