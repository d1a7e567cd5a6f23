namespace VividMed.Architecture.Tests;

/// <summary>The house's floors from the ground up: a room never imports from its own floor or from above.</summary>
public sealed class FloorTests
{
    private static readonly string[][] Floors =
    [
        ["Taxonomy"],
        ["Storage", "Imaging"],
        ["Reports", "Datasets", "Inference"],
        ["Phantoms", "Grounding"],
        ["Shards"],
        ["Localization", "Evaluation", "Exports"],
        ["Training"],
        ["Workflows"],
        ["Dashboard"],
        ["Cli"],
    ];

    /// <summary>The durable engine stands apart: workflows and what is above may use it, the domain may not.</summary>
    private static readonly string[] Engine = ["DurableTask.AzureManaged", "TaskHub"];

    private static readonly IReadOnlyList<Project> Projects = Project.ReadAll();

    [Fact]
    public void Every_project_has_its_floor_or_belongs_to_the_engine() =>
        Assert.Equal(
            Floors.SelectMany(floor => floor).Concat(Engine).Order(StringComparer.Ordinal),
            Projects.Select(project => project.Name));

    [Fact]
    public void A_room_imports_only_from_below_its_own_floor()
    {
        var upward = from project in Projects
                     where !Engine.Contains(project.Name)
                     from reference in project.References
                     where !Engine.Contains(reference) && FloorOf(reference) >= FloorOf(project.Name)
                     select $"{project.Name} -> {reference}";
        Assert.Empty(upward);
    }

    [Fact]
    public void The_vocabulary_stays_small_and_has_no_helpers()
    {
        var files = Directory.GetFiles(TestKit.Repository.Path("src", "VividMed.Taxonomy"), "*.cs");
        Assert.InRange(files.Length, 1, 8);
        Assert.InRange(files.Sum(static file => File.ReadLines(file).Count(IsType)), 1, 18);
        Assert.DoesNotContain(files, static file => Path.GetFileName(file) is var name && (name.Contains("Helper", StringComparison.Ordinal) || name.Contains("Util", StringComparison.Ordinal) || name.Contains("Extensions", StringComparison.Ordinal)));

        static bool IsType(string line) => line.StartsWith("public ", StringComparison.Ordinal) || line.StartsWith("internal ", StringComparison.Ordinal);
    }

    [Fact]
    public void The_engine_knows_nothing_of_medicine() =>
        Assert.All(Projects.Where(project => Engine.Contains(project.Name)), project => Assert.Subset(Engine.ToHashSet(), project.References.ToHashSet()));

    [Fact]
    public void No_domain_library_knows_the_engine() =>
        Assert.All(
            Projects.Where(project => !Engine.Contains(project.Name) && FloorOf(project.Name) < FloorOf("Workflows")),
            project => Assert.Empty(project.References.Intersect(Engine).Concat(project.Packages.Where(IsDurable))));

    [Fact]
    public void Only_the_workflows_and_the_command_line_compose_the_engine_with_the_domain() =>
        Assert.Equal(
            ["Cli", "Dashboard", "Workflows"],
            Projects.Where(project => project.References.Intersect(Engine).Any() || project.Packages.Any(IsDurable)).Select(project => project.Name).Except(Engine));

    [Fact]
    public void Only_the_command_line_knows_that_the_hub_may_be_azure_s() =>
        Assert.Equal(["Cli"], Projects.Where(project => project.References.Contains("DurableTask.AzureManaged")).Select(project => project.Name));

    private static bool IsDurable(string package) => package.Contains("DurableTask", StringComparison.Ordinal);

    private static int FloorOf(string room) => Array.FindIndex(Floors, floor => floor.Contains(room));
}
