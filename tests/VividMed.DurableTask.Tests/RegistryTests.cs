using Microsoft.Extensions.Options;
using VividMed.DurableTask.Worker;

namespace VividMed.DurableTask.Tests;

public sealed class RegistryTests
{
    [Fact]
    public void A_name_is_registered_once()
    {
        DurableTaskRegistry registry = new DurableTaskRegistry().AddActivityFunc<int, int>("Square", (_, x) => x * x);
        Assert.Throws<ArgumentException>(() => registry.AddActivityFunc<int, int>("SQUARE", (_, x) => x));
    }

    [Fact]
    public void A_class_is_registered_by_its_attribute_or_else_its_own_name()
    {
        DurableTaskRegistry registry = new DurableTaskRegistry().AddActivity<Named>().AddActivity<Plain>();
        Assert.Equal(["Chosen", "Plain"], registry.Activities.Names.Select(name => name.Name));
    }

    [Fact]
    public void An_unversioned_class_serves_every_version_until_a_versioned_one_is_there()
    {
        DurableTaskRegistry registry = new DurableTaskRegistry().AddOrchestrator("O", () => null!);
        Assert.True(registry.Orchestrators.TryFind("o", "7", out _));
        registry.AddOrchestrator("O", "1", () => null!);
        Assert.False(registry.Orchestrators.TryFind("o", "7", out _));
        Assert.True(registry.Orchestrators.TryFind("o", "1", out _));
        Assert.True(registry.Orchestrators.TryFind("o", default, out _));
    }

    [Fact]
    public void Filters_name_exactly_what_is_registered()
    {
        DurableTaskRegistry registry = new DurableTaskRegistry()
            .AddActivity<Named>()
            .AddOrchestrator("O", "2", () => null!)
            .AddOrchestrator("O", "1", () => null!);
        Protocol.WorkItemFilters filters = WorkItemRequest.Create(new(), DurableTaskWorkerWorkItemFilters.From(registry, new())).WorkItemFilters;
        Assert.Equal(("Chosen", 0), (Assert.Single(filters.Activities).Name, filters.Activities[0].Versions.Count));
        Assert.Equal(["1", "2"], Assert.Single(filters.Orchestrations).Versions);
    }

    [Fact]
    public void A_worker_that_is_strict_about_its_version_asks_for_that_version_only()
    {
        DurableTaskRegistry registry = new DurableTaskRegistry().AddActivity<Named>().AddOrchestrator("O", "1", () => null!);
        DurableTaskWorkerOptions options = new();
        options.Versioning = new() { Version = "2", MatchStrategy = DurableTaskWorkerOptions.VersionMatchStrategy.Strict };
        DurableTaskWorkerWorkItemFilters filters = DurableTaskWorkerWorkItemFilters.From(registry, options);
        Assert.Equal(["2"], Assert.Single(filters.Orchestrations).Versions);
        Assert.Equal(["2"], Assert.Single(filters.Activities).Versions);
    }

    [Fact]
    public void Filters_for_what_is_not_registered_are_refused()
    {
        WorkItemFilterOptions options = new() { Enabled = true, Explicit = new() { Activities = [new("Missing", [])] } };
        Assert.Contains("Missing", Assert.Throws<OptionsValidationException>(() => options.Resolve("", new(), new())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_filters_everything_is_asked_for()
    {
        Assert.Null(WorkItemRequest.Create(new(), new WorkItemFilterOptions().Resolve("", new(), new())).WorkItemFilters);
    }

    [DurableTask("Chosen")]
    private sealed class Named : TaskActivity<int, int>
    {
        public override Task<int> RunAsync(TaskActivityContext context, int input) => Task.FromResult(input);
    }

    private sealed class Plain : TaskActivity<int, int>
    {
        public override Task<int> RunAsync(TaskActivityContext context, int input) => Task.FromResult(input);
    }
}
