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
    // 03: refused constructs and names
    // 04: signatures and arguments
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
    // 07: files and formats
    // 08: targets
    // 09: command line
    COMMAND_LINE("T0901", "command line cannot be read"),
    BAD_VALUE("T0902", "argument value cannot be read"),
    BAD_GRID("T0903", "grid cannot be computed"),
    NO_KERNEL("T0904", "no such kernel"),
    OUTPUT_NAME("T0905", "no such output"),
    CANNOT_WRITE("T0906", "output cannot be written"),
    START_FROM("T0907", "cannot start from this file"),
    UNKNOWN_CODE("T0908", "no such error code"),
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
