package tritonc.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import tritonc.runtime.Target;
import tritonc.runtime.cpu.CpuTarget;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `tritonc doctor`: which targets this machine has, what each lacks and what it would need.
@Command(name = "doctor", description = "Say which targets this machine has.")
final class DoctorCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private CommonOptions common = new CommonOptions();

    DoctorCommand(Console console) {
        this.console = console;
    }

    /// @param facts name and value
    private record Report(String target, String state, String need, List<Target.Fact> facts) {}

    @Override
    public Integer call() throws Exception {
        List<Report> reports = new ArrayList<>();
        try (CpuTarget cpu = CpuTarget.create()) {
            reports.add(
                    switch (cpu.availability()) {
                        case Target.Availability.Available a ->
                                new Report(cpu.name(), "ready", "", cpu.facts());
                        case Target.Availability.Missing m ->
                                new Report(cpu.name(), m.reason(), m.need(), cpu.facts());
                    });
        }
        for (String apple : List.of("amx", "metal", "coreml")) {
            reports.add(
                    new Report(
                            apple,
                            "not in this version of tritonc",
                            "a Mac, and a version that has this target; nothing of it has ever run"
                                    + " on one",
                            List.of()));
        }
        if (common.json) {
            console.out().println(json(reports));
        } else {
            print(reports);
        }
        return Exit.DONE;
    }

    private void print(List<Report> reports) {
        console.out().println(Main.VERSION);
        for (Report r : reports) {
            console.out().println(r.target() + ": " + r.state());
            for (Target.Fact f : r.facts()) {
                console.out().println("    " + f.name() + ": " + f.value());
            }
            if (!r.need().isEmpty()) {
                console.out().println("    needs " + r.need());
            }
        }
    }

    private static String json(List<Report> reports) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("version", Main.VERSION);
        ArrayNode targets = json.putArray("targets");
        for (Report r : reports) {
            ObjectNode node = targets.addObject();
            node.put("target", r.target()).put("state", r.state()).put("need", r.need());
            ObjectNode facts = node.putObject("facts");
            r.facts().forEach(f -> facts.put(f.name(), f.value()));
        }
        return json.toPrettyString();
    }
}
