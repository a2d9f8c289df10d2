package tritonc.codegen.stubs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import javax.lang.model.SourceVersion;

/// Python names as Java ones.
final class JavaNames {
    private JavaNames() {}

    /// `add_kernel` and `add` become `AddKernel`.
    static String ofClass(String kernel) {
        String name = camel(kernel, true);
        return name.endsWith("Kernel") ? name : name + "Kernel";
    }

    /// `x_ptr` becomes `xPtr`; keywords and names that are taken get underscores behind.
    static List<String> ofParameters(List<String> names, Set<String> taken) {
        Set<String> used = new HashSet<>(taken);
        List<String> all = new ArrayList<>();
        for (String name : names) {
            String java = camel(name, false);
            while (SourceVersion.isKeyword(java) || !used.add(java)) {
                java += "_";
            }
            all.add(java);
        }
        return all;
    }

    private static String camel(String name, boolean upper) {
        StringBuilder java = new StringBuilder();
        boolean raise = upper;
        boolean shouts = name.equals(name.toUpperCase(Locale.ROOT));
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Character.isJavaIdentifierPart(c) || c == '_') {
                raise = !java.isEmpty() || upper;
            } else if (raise) {
                java.append(Character.toUpperCase(c));
                raise = false;
            } else {
                boolean lower = shouts || java.isEmpty();
                java.append(lower ? Character.toLowerCase(c) : c);
            }
        }
        boolean starts = !java.isEmpty() && Character.isJavaIdentifierStart(java.charAt(0));
        return starts ? java.toString() : (upper ? "K" : "p") + java;
    }
}
