using System.Text.Json;

namespace VividMed.Architecture.Tests;

/// <summary>
/// Directory.Packages.props names versions that a registry serves: where one is not served, restore takes the next and says nothing, and only the lock files tell.
/// </summary>
public sealed class PackageVersionTests
{
    private static readonly IReadOnlyList<string> Locks =
    [
        .. new[] { "src", "workflows", "tests", "bench" }
            .SelectMany(folder => Directory.EnumerateFiles(TestKit.Repository.Path(folder), "packages.lock.json", SearchOption.AllDirectories)),
    ];

    [Fact]
    public void Restore_found_every_version_that_is_named()
    {
        var references = Locks.SelectMany(Direct).ToList();
        Assert.True(references.Count > 100);
        Assert.DoesNotContain(references, reference => reference.Requested != $"[{reference.Resolved}, )");
    }

    private static List<(string Lock, string Package, string? Requested, string? Resolved)> Direct(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        var packages = json.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject());
        return
        [
            .. packages.Where(package => Text(package, "type") == "Direct").Select(package => (file, package.Name, Text(package, "requested"), Text(package, "resolved"))),
        ];
    }

    private static string? Text(JsonProperty package, string member) => package.Value.GetProperty(member).GetString();
}
