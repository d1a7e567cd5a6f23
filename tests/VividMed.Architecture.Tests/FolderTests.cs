using System.Text.RegularExpressions;
using VividMed.TestKit;

namespace VividMed.Architecture.Tests;

/// <summary>Folders are rooms that the compiler holds: namespaces equal them, and none leans on another in a circle.</summary>
public sealed partial class FolderTests
{
    public static TheoryData<string> Projects => [.. Folders.ReadAll().Select(static project => project.Project)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_folder_leans_on_another_in_a_circle(string project) =>
        Assert.Empty(Folders.Circles(Folders.ReadAll().Single(read => read.Project == project).Leans));

    [Fact]
    public void A_planted_circle_is_found()
    {
        var circle = Folders.Leans(new Dictionary<string, string>
        {
            ["Low/Grid.cs"] = "namespace P.Low;\n\npublic sealed record Grid(Mask Mask);\n",
            ["High/Mask.cs"] = "namespace P.High;\n\npublic sealed class Mask\n{\n    private readonly Grid _grid;\n}\n",
            ["Top/Reader.cs"] = "namespace P.Top;\n\n/// <summary>Reads a <see cref=\"Writer\"/>'s file.</summary>\ninternal static class Reader\n{\n    public static Mask Read() => Open(\"Writer\");\n}\n",
            ["Tools/Writer.cs"] = "namespace P.Tools;\n\ninternal sealed class Writer\n{\n    public Reader Back { get; }\n}\n",
            ["Composition.cs"] = "namespace P;\n\npublic static class Composition\n{\n    public static Grid Grid => new(new Mask());\n}\n",
        });

        Assert.Equal("High, Low", Assert.Single(Folders.Circles(circle)));
        Assert.Equal(["High"], circle["Top"]);
        Assert.Equal(["Top"], circle["Tools"]);
    }

    [Fact]
    public void Members_that_bear_a_types_name_are_no_arrow()
    {
        var leans = Folders.Leans(new Dictionary<string, string>
        {
            ["A/Mask.cs"] = "public sealed class Mask { }\n",
            ["B/Page.cs"] = "internal sealed class Page\n{\n    public int Count => region.Mask;\n}\n",
        });

        Assert.Empty(leans["B"]);
    }

    [Fact]
    public void Namespaces_equal_folders()
    {
        var wrong = from top in (string[])["src", "workflows", "tests", "bench"]
                    from project in Directory.EnumerateFiles(Repository.Path(top), "*.csproj", SearchOption.AllDirectories)
                    where !project.Contains("DurableTask.AzureManaged", StringComparison.Ordinal) // stands in for Microsoft's package of that name, under its namespaces
                    let folder = Path.GetDirectoryName(project)!
                    let root = Root(project)
                    from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                    let name = Path.GetRelativePath(folder, file)
                    where !name.StartsWith("obj", StringComparison.Ordinal) && !name.StartsWith("bin", StringComparison.Ordinal)
                    let declared = Namespace().Match(File.ReadAllText(file))
                    where declared.Success && declared.Groups["name"].Value != Expected(root, name)
                    select $"{name}: {declared.Groups["name"].Value} is not {Expected(root, name)}";
        Assert.Empty(wrong);
    }

    private static string Root(string project) =>
        RootNamespace().Match(File.ReadAllText(project)) is { Success: true } stated ? stated.Groups["name"].Value : Path.GetFileNameWithoutExtension(project);

    private static string Expected(string root, string file) =>
        Path.GetDirectoryName(file) is { Length: > 0 } folder ? $"{root}.{folder.Replace(Path.DirectorySeparatorChar, '.')}" : root;

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Namespace();

    [GeneratedRegex("<RootNamespace>(?<name>.*?)</RootNamespace>", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex RootNamespace();
}
