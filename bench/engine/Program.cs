using System.CommandLine;

namespace VividMed.Bench.Engine;

/// <summary>Measures the durable engine: hub, worker and client over gRPC, state on disk, activities that do nothing.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        if (args is ["role", var role, var target]) return Role.RunAsync(role, target);

        var names = new Argument<string[]>("workloads") { Description = $"Which to run: {string.Join(", ", Workload.All.Select(workload => workload.Name))}; all without it" };
        var deployments = new Option<Deployment[]>("--deployments") { Description = "together: all in one process; loopback: so too, but over gRPC; apart: client, hub and worker in a process each; memory: the anchor, Microsoft's in-memory host in one process over gRPC", DefaultValueFactory = _ => [Deployment.Together, Deployment.Apart], AllowMultipleArgumentsPerToken = true };
        var postgres = new Option<string>("--postgres") { Description = "Connection string of a PostgreSQL server where databases may be created; SQLite without it" };
        var repeats = new Option<int>("--repeats") { Description = "How often each workload runs; the median counts", DefaultValueFactory = _ => 5 };
        var table = new Option<bool>("--table") { Description = "Print a Markdown table instead of a line a figure" };
        var command = new RootCommand("Measures the durable engine; prints name, value, unit and ratio, a line a figure") { names, postgres, deployments, repeats, table };
        command.SetAction(async (parsed, _) =>
        {
            var wanted = parsed.GetValue(names) is { Length: > 0 } some ? Workload.All.Where(workload => some.Contains(workload.Name)) : Workload.All;
            var server = parsed.GetValue(postgres);
            var asTable = parsed.GetValue(table);
            var machine = Machine.Measure();
            Print(asTable ? [$"Machine at that moment: {machine.Syncs:F0} synced appends/s, {machine.Hashing:F0} MiB/s SHA-256 on one core.", "", ResultTable.Header] : ResultLines.Of(machine));
            foreach (var each in wanted)
            {
                var workload = each;
                foreach (var deployment in parsed.GetRequiredValue(deployments))
                {
                    var measured = await Measurement.TakeAsync(workload, server, deployment, parsed.GetValue(repeats));
                    var store = deployment == Deployment.Memory ? "memory" : server is null ? "SQLite" : "PostgreSQL";
                    // An anchor taken here and now says more than that of another machine.
                    if (deployment == Deployment.Memory) workload = workload with { Anchor = measured.Median };
                    Print(asTable ? [ResultTable.Row(measured, store, deployment)] : ResultLines.Of(measured, store, deployment));
                }
            }

            return 0;
        });
        return command.Parse(args).InvokeAsync();
    }

    private static void Print(IEnumerable<string> lines)
    {
        foreach (var line in lines) Console.Out.WriteLine(line);
    }
}
