package tritonc.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import tritonc.codegen.explain.KernelExplanation;
import tritonc.codegen.explain.NestExplanation;
import tritonc.codegen.explain.NestExplanation.Limit;

import java.util.Locale;

/// What `explain --json` prints of a kernel.
final class ExplanationJson {
    private ExplanationJson() {}

    static ObjectNode of(KernelExplanation kernel) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("kernel", kernel.kernel());
        json.put("no_machine_code", kernel.refusal());
        json.put("code_bytes", kernel.codeBytes()).put("scratch_bytes", kernel.scratchBytes());
        json.put("spills", kernel.spills()).put("checked_loops", kernel.checked());
        json.put("cycles_of", kernel.core().text());
        json.put("program_cycles", kernel.programCycles());
        ArrayNode nests = json.putArray("nests");
        kernel.nests().forEach(n -> nest(n, nests.addObject()));
        NestExplanation overlap = kernel.overlap();
        if (overlap != null) {
            nest(overlap, json.putObject("overlap"));
        }
        return json;
    }

    private static void nest(NestExplanation n, ObjectNode json) {
        json.put("line", n.line());
        ArrayNode lines = json.putArray("lines");
        n.lines().forEach(lines::add);
        json.put("kind", n.product() ? "product" : "elements");
        json.put("lanes", n.vectors().lanes()).put("lane_bits", n.vectors().laneBits());
        json.put("unroll", n.vectors().unroll()).put("masked_tail", n.vectors().tail());
        json.put("streams", n.traffic().streamed());
        json.put("epilogue", n.epilogue());
        json.put("no_vectors", n.vectors().scalarBecause());
        ObjectNode registers = json.putObject("registers");
        registers.put("general", n.registers().general()).put("vector", n.registers().vector());
        registers.put("mask", n.registers().mask());
        json.put("spills", n.registers().spills());
        ObjectNode element = json.putObject("an_element");
        element.put("bytes_read", n.traffic().read()).put("bytes_written", n.traffic().written());
        element.put("bytes_scattered", n.traffic().scattered());
        element.put("bytes_of_scratch", n.traffic().scratch()).put("operations", n.operations());
        ArrayNode limits = json.putArray("limits");
        for (Limit l : n.limits()) {
            ObjectNode limit = limits.addObject();
            limit.put("data_in", l.place().name().toLowerCase(Locale.ROOT));
            limit.put("cycles", l.cycles()).put("by", l.by());
        }
    }
}
