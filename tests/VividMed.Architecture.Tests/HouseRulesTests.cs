using System.Text.RegularExpressions;

namespace VividMed.Architecture.Tests;

/// <summary>What a reader may rely on in every source file.</summary>
public sealed partial class HouseRulesTests
{
    private static readonly IReadOnlyList<string> Sources =
    [
        .. new[] { "src", "workflows", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(TestKit.Repository.Path(folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)),
    ];

    [Fact]
    public void There_are_sources_to_look_at() => Assert.True(Sources.Count > 100);

    [Fact]
    public void No_file_is_longer_than_450_lines() => Assert.DoesNotContain(Sources, file => File.ReadLines(file).Count() > 450);

    [Fact]
    public void There_are_no_regions() => Assert.DoesNotContain(Sources, file => File.ReadLines(file).Any(line => line.TrimStart().StartsWith("#region", StringComparison.Ordinal)));

    [Fact]
    public void Namespaces_are_file_scoped() => Assert.DoesNotContain(Sources, file => BlockNamespace().IsMatch(File.ReadAllText(file)));

    [Fact]
    public void No_test_sleeps() =>
        Assert.DoesNotContain(Sources, file => file.Contains(".Tests", StringComparison.Ordinal) && !file.EndsWith("HouseRulesTests.cs", StringComparison.Ordinal)
            && File.ReadAllText(file).Contains("Thread.Sleep", StringComparison.Ordinal));

    [GeneratedRegex(@"^namespace [\w.]+\s*\{", RegexOptions.Multiline, 5_000)]
    private static partial Regex BlockNamespace();
}
