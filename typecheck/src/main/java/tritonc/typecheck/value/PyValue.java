package tritonc.typecheck.value;

/// What an expression of a kernel's source stands for while the kernel is compiled: something known
/// now, or a value that the compiled program will compute.
public sealed interface PyValue
        permits Constexpr,
                Tensor,
                BlockPointer,
                TupleValue,
                FunctionValue,
                BuiltinValue,
                MethodValue,
                ModuleValue,
                SliceValue,
                IterationValue,
                HostValue,
                HostFunctionValue,
                ClassValue,
                DictValue,
                ConfigValue,
                Unbound,
                ErrorValue {
    /// A few words for a message or a label: a tensor's type, a constant's text.
    String describe();
}
