package tritonc.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import tritonc.driver.Compiler;
import tritonc.frontend.JitFunction;
import tritonc.frontend.Program;
import tritonc.typecheck.Tuning;
import tritonc.typecheck.value.Constexpr.PyBool;
import tritonc.typecheck.value.Constexpr.PyFloat;
import tritonc.typecheck.value.Constexpr.PyInt;
import tritonc.typecheck.value.PyValue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What `compile --configs` prints: the configurations of kernels, and the parameters that rules
/// set.
record ConfigurationList(Console console, boolean json) {
    /// @param wanted the kernel; null for all that have decorators to tell of
    int print(Compiler compiler, List<Path> files, @Nullable String wanted) {
        ArrayNode all = new ObjectMapper().createArrayNode();
        int found = 0;
        for (Path file : files) {
            Program program = compiler.load(file);
            List<JitFunction> kernels =
                    wanted == null ? program.kernels() : List.of(KernelChoice.of(program, wanted));
            for (JitFunction kernel : kernels) {
                Tuning tuning = Tuning.of(kernel);
                boolean plain =
                        tuning.configurations().isEmpty()
                                && tuning.ruled().isEmpty()
                                && tuning.unknown().isEmpty();
                if (!plain) {
                    found++;
                    if (json) {
                        describe(kernel, tuning, all.addObject());
                    } else {
                        print(kernel, tuning);
                    }
                }
            }
        }
        if (json) {
            console.out().println(all.toPrettyString());
        } else if (found == 0) {
            console.out().println("no kernel has configurations or rules");
        }
        return Exit.DONE;
    }

    private void print(JitFunction kernel, Tuning tuning) {
        console.out().println(kernel.qualifiedName());
        int number = 0;
        for (Tuning.Configuration c : tuning.configurations()) {
            StringBuilder line = new StringBuilder().append("  ").append(number++).append(':');
            c.values().forEach((name, value) -> append(line, name, value));
            line.append(c.options().isEmpty() ? "" : ";");
            c.options().forEach((name, value) -> append(line, name, value));
            console.out().println(line);
        }
        if (!tuning.ruled().isEmpty()) {
            console.out().println("  set by rules: " + String.join(", ", tuning.ruled()));
        }
        tuning.unknown().ifPresent(why -> console.out().println("  not known: " + why));
    }

    private static void append(StringBuilder line, String name, PyValue value) {
        line.append(' ').append(name).append('=').append(value.describe());
    }

    private static void describe(JitFunction kernel, Tuning tuning, ObjectNode node) {
        node.put("kernel", kernel.qualifiedName());
        ArrayNode configurations = node.putArray("configurations");
        for (Tuning.Configuration c : tuning.configurations()) {
            ObjectNode one = configurations.addObject();
            put(one.putObject("values"), c.values());
            put(one.putObject("options"), c.options());
        }
        ArrayNode rules = node.putArray("rules");
        tuning.ruled().forEach(rules::add);
        tuning.unknown().ifPresent(why -> node.put("unknown", why));
    }

    private static void put(ObjectNode node, Map<String, PyValue> values) {
        values.forEach((name, value) -> {
            switch (value) {
                case PyInt i -> node.put(name, i.value());
                case PyFloat f -> node.put(name, f.value());
                case PyBool b -> node.put(name, b.value());
                default -> node.put(name, value.describe());
            }
        });
    }
}
