package tritonc.typecheck.signature;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// The inside of a tuple as signatures write it: `*fp32, i32, 3`, or `x=*fp32, y=i32` for a named
/// one.
record TupleText(List<Span> elements, List<String> fields) {
    /// The elements between `from` and `to`; null if only some are named, or two alike.
    static @Nullable TupleText of(SourceFile file, int from, int to) {
        List<Span> elements = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        for (Span entry : CommaList.parts(file, from, to)) {
            int equals = fieldEnd(entry.text());
            if (equals < 0) {
                elements.add(entry);
                continue;
            }
            fields.add(entry.text().substring(0, equals).strip());
            elements.add(CommaList.trimmed(file, entry.start() + equals + 1, entry.end()));
        }
        boolean whole = fields.isEmpty() || fields.size() == elements.size();
        boolean unique = new HashSet<>(fields).size() == fields.size();
        return whole && unique ? new TupleText(elements, fields) : null;
    }

    /// Where the `=` behind a name at the beginning is, or -1.
    private static int fieldEnd(String entry) {
        int equals = entry.indexOf('=');
        String name = equals < 0 ? "" : entry.substring(0, equals).strip();
        return FunctionNames.isName(name) && name.indexOf('.') < 0 ? equals : -1;
    }
}
