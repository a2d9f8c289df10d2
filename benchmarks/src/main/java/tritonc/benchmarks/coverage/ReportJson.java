package tritonc.benchmarks.coverage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The tables and every kernel, for programs.
final class ReportJson {
    private ReportJson() {}

    static String of(Report report) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        ArrayNode collections = json.putArray("collections");
        report.collections().forEach(c -> collection(c, collections.addObject()));
        ArrayNode reasons = json.putArray("reasons");
        for (Report.Reason r : report.reasons()) {
            reasons.addObject()
                    .put("reason", r.text())
                    .put("kernels", r.kernels())
                    .put("alone", r.alone())
                    .put("example", r.example().place())
                    .put("message", r.example().message());
        }
        return json.toPrettyString();
    }

    private static void collection(Collection c, ObjectNode node) {
        node.put("name", c.name())
                .put("files", c.files())
                .put("parsed", c.files() - c.unparsed().size())
                .put("lowered", c.lowered())
                .put("generated", c.generated())
                .put("machine_code", c.machineCode())
                .put("covered", c.covered())
                .put("equal", c.equal());
        ArrayNode kernels = node.putArray("kernels");
        for (KernelOutcome k : c.kernels()) {
            kernel(k, kernels.addObject());
        }
    }

    private static void kernel(KernelOutcome k, ObjectNode kernel) {
        kernel.put("name", k.name())
                .put("place", k.place())
                .put("assignments", k.assignments())
                .put("lowered", k.lowered())
                .put("generated", k.generated())
                .put("statements", k.compiled())
                .put("run", k.run().name());
        if (k.nanos() >= 0) {
            kernel.put("compile_ms", k.nanos() / 1e6);
        }
        if (k.machineNanos() >= 0) {
            kernel.put("machine_code_ms", k.machineNanos() / 1e6);
        }
        if (!k.noMachineCode().isEmpty()) {
            kernel.put("no_machine_code", k.noMachineCode());
        }
        if (!k.fault().isEmpty()) {
            kernel.put("fault", k.fault());
        }
        if (k.generated()) {
            ArrayNode left = kernel.putArray("uncompiled_lines");
            k.left().forEach(left::add);
        }
        ArrayNode refusals = kernel.putArray("refusals");
        k.refusals()
                .forEach(r ->
                        refusals.addObject()
                                .put("reason", r.reason())
                                .put("place", r.place())
                                .put("message", r.message()));
    }
}
