using System.Text.RegularExpressions;
using VividMed.TestKit;

namespace VividMed.Architecture.Tests;

/// <summary>A project's folders and which of its other folders each leans on, told by the names of types that its files mention.</summary>
internal static partial class Folders
{
    /// <summary>Of every project below src and workflows.</summary>
    public static IEnumerable<(string Project, IReadOnlyDictionary<string, IReadOnlySet<string>> Leans)> ReadAll() =>
        new[] { "src", "workflows" }
            .SelectMany(floor => Directory.EnumerateDirectories(Repository.Path(floor)))
            .Where(static project => Directory.EnumerateFiles(project, "*.csproj").Any())
            .Select(static project => (Path.GetFileName(project), Leans(Read(project))));

    /// <summary>By folder the folders whose types it names; a project's own root is composition and stands in no floor.</summary>
    /// <param name="files">Path within the project, with '/', and source text.</param>
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Leans(IReadOnlyDictionary<string, string> files)
    {
        var homes = files
            .SelectMany(static file => Declaration().Matches(file.Value).Select(match => (Type: match.Groups["name"].Value, Folder: FolderOf(file.Key))))
            .Where(static home => home.Folder.Length > 0)
            .GroupBy(static home => home.Type, StringComparer.Ordinal)
            .Where(static homes => homes.Select(static home => home.Folder).Distinct(StringComparer.Ordinal).Count() == 1)
            .ToDictionary(static homes => homes.Key, static homes => homes.First().Folder, StringComparer.Ordinal);
        return files
            .Where(static file => FolderOf(file.Key).Length > 0)
            .GroupBy(static file => FolderOf(file.Key), StringComparer.Ordinal)
            .ToDictionary(
                static folder => folder.Key,
                folder => (IReadOnlySet<string>)folder
                    .SelectMany(static file => Mentioned(file.Value))
                    .Select(name => homes.GetValueOrDefault(name))
                    .OfType<string>()
                    .Where(home => home != folder.Key)
                    .ToHashSet(StringComparer.Ordinal),
                StringComparer.Ordinal);
    }

    /// <summary>Folders that lean on each other in a circle; each circle once, as "A, B, C".</summary>
    public static IReadOnlyList<string> Circles(IReadOnlyDictionary<string, IReadOnlySet<string>> leans)
    {
        var reach = leans.Keys.ToDictionary(static folder => folder, folder => Reach(leans, folder), StringComparer.Ordinal);
        return
        [
            .. leans.Keys
                .Where(folder => reach[folder].Contains(folder))
                .Select(folder => string.Join(", ", reach[folder].Where(other => reach[other].Contains(folder)).Order(StringComparer.Ordinal)))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static HashSet<string> Reach(IReadOnlyDictionary<string, IReadOnlySet<string>> leans, string from)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(leans[from]);
        while (open.TryPop(out var folder))
        {
            if (seen.Add(folder)) foreach (var next in leans[folder]) open.Push(next);
        }

        return seen;
    }

    private static Dictionary<string, string> Read(string project) => Directory
        .EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
        .Select(file => (Name: Path.GetRelativePath(project, file).Replace('\\', '/'), File: file))
        .Where(static file => !file.Name.StartsWith("obj/", StringComparison.Ordinal) && !file.Name.StartsWith("bin/", StringComparison.Ordinal))
        .ToDictionary(static file => file.Name, static file => File.ReadAllText(file.File), StringComparer.Ordinal);

    private static string FolderOf(string file) => file.LastIndexOf('/') is > 0 and var end ? file[..end] : "";

    /// <summary>Capitalized names outside comments and strings that do not follow a dot: a member may be called as some type is.</summary>
    private static IEnumerable<string> Mentioned(string source) =>
        Name().Matches(Text().Replace(source, " ")).Select(static match => match.Value).Distinct(StringComparer.Ordinal);

    [GeneratedRegex(@"^(?:public |internal |file |static |sealed |abstract |partial |readonly |ref )*(?:class|struct|interface|enum|record struct|record class|record) (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Declaration();

    [GeneratedRegex("""\"{3,}.*?\"{3,}|//[^\n]*|@?"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+'""", RegexOptions.Singleline, 5_000)]
    private static partial Regex Text();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*", RegexOptions.None, 5_000)]
    private static partial Regex Name();
}
