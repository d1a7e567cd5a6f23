using System.Xml.Linq;

namespace VividMed.Architecture.Tests;

/// <summary>A project file of the repository and what it refers to.</summary>
internal sealed record Project(string Name, IReadOnlyList<string> References, IReadOnlyList<string> Packages)
{
    public static IReadOnlyList<Project> ReadAll() =>
    [
        .. new[] { "src", "workflows" }
            .SelectMany(folder => Directory.EnumerateFiles(TestKit.Repository.Path(folder), "*.csproj", SearchOption.AllDirectories))
            .Select(Read)
            .OrderBy(project => project.Name, StringComparer.Ordinal),
    ];

    private static Project Read(string path)
    {
        var xml = XDocument.Load(path);
        return new Project(
            Path.GetFileNameWithoutExtension(path).Replace("VividMed.", "", StringComparison.Ordinal),
            [.. Includes(xml, "ProjectReference").Select(file => Path.GetFileNameWithoutExtension(file).Replace("VividMed.", "", StringComparison.Ordinal))],
            [.. Includes(xml, "PackageReference")]);
    }

    private static IEnumerable<string> Includes(XDocument xml, string element) =>
        xml.Descendants(element).Select(reference => (string?)reference.Attribute("Include")).OfType<string>();
}
