package tritonc.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import tritonc.runtime.Target;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/// What `run` tells of a run.
///
/// @param facts which tier ran, and why
/// @param compileMs from opening the file to code that is ready, without loading arrays
record RunReport(
        String kernel,
        String target,
        int threads,
        List<Target.Fact> facts,
        double compileMs,
        double firstLaunchMs) {
    ObjectNode json(@Nullable Timings timings, RunOutputs outputs) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("kernel", kernel).put("target", target).put("threads", threads);
        facts.forEach(f -> json.put(f.name().replace(' ', '_'), f.value()));
        json.put("compile_ms", compileMs).put("first_launch_ms", firstLaunchMs);
        if (timings != null) {
            timings.addTo(json);
        }
        ObjectNode arrays = json.putObject("outputs");
        outputs.summaries().forEach(arrays::put);
        return json;
    }

    void print(@Nullable Timings timings, RunOutputs outputs, boolean verbose, PrintStream out) {
        outputs.lines().forEach(out::println);
        if (verbose) {
            out.println(
                    String.format(
                            Locale.ROOT,
                            "%s on %s, %d threads: compiled in %.1f ms, first launch %.3f ms",
                            kernel,
                            target,
                            threads,
                            compileMs,
                            firstLaunchMs));
            facts.forEach(f -> out.println(f.name() + ": " + f.value()));
        }
        if (timings != null) {
            out.println(timings);
        }
    }
}
