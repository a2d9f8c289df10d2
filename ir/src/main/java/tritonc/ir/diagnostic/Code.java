package tritonc.ir.diagnostic;

/// The stable codes of everything tritonc reports. Each has a page `docs/errors/<id>.md` and an
/// example that provokes it, both held by a test. An id is never reused for another meaning.
///
/// Ranges: 00 text and syntax, 01 names and modules, 02 types and shapes, 03 constructs and names
/// that are refused, 04 signatures and arguments, 05 IR text and verifier, 06 launching and memory,
/// 07 files and formats, 08 targets, 09 command line.
public enum Code {
    // 00: text and syntax
    UNREADABLE_SOURCE("T0001", "source file cannot be read"),
    NOT_TEXT("T0002", "source file is not UTF-8 text"),
    EMPTY_SOURCE("T0003", "source file holds no code"),
    SYNTAX("T0004", "syntax error"),
    INDENTATION("T0005", "inconsistent indentation"),
    TABS_AND_SPACES("T0006", "tabs and spaces mixed in indentation"),
    TOO_DEEP("T0007", "nesting too deep"),
    UNCLOSED("T0008", "bracket or string never closed"),
    SOURCE_TOO_LARGE("T0009", "source file too large"),
    // 01: names and modules
    // 02: types and shapes
    OPERAND_TYPES("T0201", "operand types do not fit the operator"),
    MIXED_SIGNS("T0202", "division of a signed by an unsigned integer"),
    BROADCAST("T0203", "shapes cannot be broadcast"),
    LITERAL_RANGE("T0204", "literal outside the range of its type"),
    CAST("T0205", "conversion between these types is impossible"),
    BITCAST("T0206", "bitcast between types of different width"),
    LOOP_TYPE("T0207", "variable changes its type in a loop"),
    BRANCH_TYPE("T0208", "the branches of an if give different types"),
    MAYBE_UNBOUND("T0209", "variable has no value on every path"),
    CONDITION("T0210", "condition is not one truth value"),
    LOGICAL_OPERAND("T0211", "and, or, not of something that is no truth value"),
    MASK("T0212", "mask does not fit the access"),
    NOT_A_POINTER("T0213", "memory access through something that is no pointer"),
    ACCESS_SHAPE("T0214", "value and pointer differ in shape"),
    OTHER_WITHOUT_MASK("T0215", "other without mask"),
    CONST_POINTER("T0216", "store through a const pointer"),
    NOT_CONSTEXPR("T0217", "value must be known at compile time"),
    BLOCK_EXTENT("T0218", "extent that a block cannot have"),
    ARANGE("T0219", "bounds that arange cannot have"),
    AXIS("T0220", "axis outside the shape"),
    RESHAPE("T0221", "reshape changes the number of elements"),
    PERMUTATION("T0222", "not an order of the axes"),
    DOT_TYPES("T0223", "operand types that dot does not multiply"),
    DOT_SHAPES("T0224", "operand shapes that dot does not multiply"),
    DOT_ACCUMULATOR("T0225", "accumulator that does not fit the dot"),
    ATOMIC_TYPE("T0226", "type without this atomic operation"),
    FUNCTION_TYPE("T0227", "function does not take this type"),
    ARGUMENTS("T0228", "arguments do not fit the function"),
    ARGUMENT_KIND("T0229", "argument of the wrong kind"),
    OPTION("T0230", "unknown value of an option"),
    RETURN_TYPE("T0231", "returns of different types"),
    RETURN_MISSING("T0232", "path without a return value"),
    UNPACK("T0233", "value cannot be unpacked"),
    SUBSCRIPT("T0234", "subscript that does not fit"),
    STATIC_ASSERT("T0235", "assertion failed at compile time"),
    LOOP_BOUNDS("T0236", "loop bounds are not integer scalars"),
    CONSTANT("T0237", "constant cannot be computed"),
    CONSTEXPR_IN_LOOP("T0238", "compile-time value changes in a loop"),
    ATTRIBUTE("T0239", "no such attribute"),
    NOT_CALLABLE("T0240", "call of something that is no function"),
    FP8_ARITHMETIC("T0241", "arithmetic on 8-bit floats"),
    RECURSION("T0242", "recursion does not end at compile time"),
    NEEDS_BLOCK("T0243", "operation needs a block"),
    COMBINE("T0244", "function that cannot join or map elements"),
    TOO_LARGE("T0245", "kernel becomes too large"),
    // 03: refused constructs and names
    UNDEFINED_NAME("T0301", "name is not defined"),
    STATEMENT("T0302", "statement that kernels cannot contain"),
    EXPRESSION("T0303", "expression that kernels cannot contain"),
    RETURN_IN_LOOP("T0304", "return inside a loop"),
    BREAK("T0305", "break or continue"),
    UNSUPPORTED("T0306", "part of triton.language that is not supported"),
    UNKNOWN_TRITON_NAME("T0307", "name that triton.language does not have"),
    HOST_FUNCTION("T0308", "host function called in a kernel"),
    HOST_GLOBAL("T0309", "global variable that is no constexpr"),
    CHAINED_COMPARISON("T0310", "chained comparison of tensors"),
    NESTED_DEFINITION("T0311", "definition or import inside a kernel"),
    LOOP_ELSE("T0312", "else of a loop"),
    LOOP_SOURCE("T0313", "loop over something other than a range"),
    ASSIGNMENT_TARGET("T0314", "assignment to something other than a name"),
    KERNEL_RETURN("T0315", "kernel returns a value"),
    SLICE("T0316", "slice of a block"),
    VENDOR("T0317", "inline assembly or vendor dialect"),
    // 04: signatures and arguments
    SIGNATURE_COUNT("T0401", "signature and parameters differ in number"),
    SIGNATURE_TYPE("T0402", "unknown type in a signature"),
    SIGNATURE_HINT("T0403", "unknown hint in a signature"),
    SIGNATURE_LITERAL("T0404", "literal of a signature cannot be read"),
    CONSTEXPR_VALUE("T0405", "constexpr parameter without a value"),
    KERNEL_PARAMETER("T0406", "parameter that a kernel cannot have"),
    // 05: IR text and verifier
    IR_TEXT("T0501", "IR text cannot be read"),
    IR_INVALID("T0502", "IR breaks its own rules"),
    // 06: launching and memory
    OUT_OF_BOUNDS("T0601", "access outside a tensor"),
    GRID_SIZE("T0602", "grid is not valid"),
    MISSING_ARGUMENT("T0603", "argument missing at launch"),
    UNKNOWN_ARGUMENT("T0604", "argument that the kernel does not have"),
    BAD_ARGUMENT("T0605", "argument does not fit its parameter"),
    TENSOR_CLOSED("T0606", "tensor is closed"),
    BAD_TENSOR("T0607", "tensor cannot be made or read this way"),
    OUT_OF_MEMORY("T0608", "not enough memory for a tensor"),
    WAITED_TOO_LONG("T0609", "program waited too long"),
    ASSERTION("T0610", "assertion failed while a program ran"),
    // 07: files and formats
    FILE_UNREADABLE("T0701", "data file cannot be read"),
    NPY_FORMAT("T0702", "not a valid .npy file"),
    NPY_DTYPE("T0703", ".npy file of a type that is not supported"),
    SAFETENSORS_FORMAT("T0704", "not a valid safetensors file"),
    SAFETENSORS_DTYPE("T0705", "safetensors dtype that is not supported"),
    SAFETENSORS_NAME("T0706", "no such tensor in the safetensors file"),
    FILE_UNWRITABLE("T0707", "file cannot be written"),
    ARTIFACT_FORMAT("T0708", "not a valid artifact file"),
    // 08: targets
    TARGET_MISSING("T0802", "target is not on this machine"),
    ARTIFACT_UNFIT("T0801", "artifact does not run on this target"),
    // 09: command line
    COMMAND_LINE("T0901", "command line cannot be read"),
    BAD_VALUE("T0902", "argument value cannot be read"),
    BAD_GRID("T0903", "grid cannot be computed"),
    NO_KERNEL("T0904", "no such kernel"),
    OUTPUT_NAME("T0905", "no such output"),
    START_FROM("T0907", "cannot start from this file"),
    UNKNOWN_CODE("T0908", "no such error code"),
    NO_CONFIGURATION("T0909", "no such configuration"),
    ;

    private final String id;
    private final String title;

    Code(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /// The code as printed, `T` and four digits.
    public String id() {
        return id;
    }

    /// What the code is about, in a few words.
    public String title() {
        return title;
    }
}
