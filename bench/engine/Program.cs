using System.CommandLine;

namespace VividMed.Bench.Engine;

/// <summary>Measures the durable engine: hub, worker and client over gRPC, state on disk, activities that do nothing.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        if (args is ["role", var role, var target]) return Role.RunAsync(role, target);

        var names = new Argument<string[]>("workloads") { Description = $"Which to run: {string.Join(", ", Workload.All.Select(workload => workload.Name))}; all without it" };
        var processes = new Option<int[]>("--processes") { Description = "1: everything in one process; 3: client, hub and worker apart", DefaultValueFactory = _ => [1, 3], AllowMultipleArgumentsPerToken = true };
        var postgres = new Option<string>("--postgres") { Description = "Connection string of a PostgreSQL server where databases may be created; SQLite without it" };
        var repeats = new Option<int>("--repeats") { Description = "How often each workload runs; the median counts", DefaultValueFactory = _ => 5 };
        var command = new RootCommand("Measures the durable engine and prints a Markdown table") { names, postgres, processes, repeats };
        command.SetAction(async (parsed, _) =>
        {
            var wanted = parsed.GetValue(names) is { Length: > 0 } some ? Workload.All.Where(workload => some.Contains(workload.Name)) : Workload.All;
            var server = parsed.GetValue(postgres);
            Console.Out.WriteLine(ResultTable.Header);
            foreach (var workload in wanted)
            {
                foreach (var count in parsed.GetRequiredValue(processes))
                {
                    Console.Out.WriteLine(ResultTable.Row(await Measurement.TakeAsync(workload, server, count, parsed.GetValue(repeats)), server is null ? "SQLite" : "PostgreSQL", count));
                }
            }

            return 0;
        });
        return command.Parse(args).InvokeAsync();
    }
}
