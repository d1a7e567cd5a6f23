using System.Text.RegularExpressions;
using VividMed.TestKit;

namespace VividMed.Dashboard.Tests.Layout;

/// <summary>The pages' style sheets. All of them are on every page, so what two say of one class depends on which comes last.</summary>
public sealed partial class StyleSheetsTests
{
    [Fact]
    public void A_class_is_styled_in_one_sheet_alone()
    {
        var owners = Directory.EnumerateFiles(Repository.Path("src", "VividMed.Dashboard", "wwwroot"), "*.css")
            .SelectMany(static sheet => Subjects(File.ReadAllText(sheet)).Select(subject => (Class: subject, Sheet: Path.GetFileName(sheet))))
            .Distinct()
            .ToLookup(static owned => owned.Class, static owned => owned.Sheet);

        Assert.Contains("studies.css", owners["sample"]);
        Assert.Equal([], owners.Where(static sheets => sheets.Count() > 1).Select(static sheets => $"{sheets.Key}: {string.Join(", ", sheets)}"));
    }

    /// <summary>The first class of what each selector is about: its last part, such as <c>notice</c> of <c>.review .notice.bad</c>.</summary>
    private static IEnumerable<string> Subjects(string sheet) => Selectors().Matches(Comments().Replace(sheet, ""))
        .SelectMany(static match => match.Groups["selector"].Value.Split(','))
        .Where(static selector => !selector.TrimStart().StartsWith('@'))
        .Select(static selector => ClassName().Match(selector.Trim().Split(' ', '>', '+', '~')[^1]).Groups["name"].Value)
        .Where(static name => name.Length > 0);

    [GeneratedRegex(@"(?<selector>[^{}]+)\{", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Selectors();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comments();

    [GeneratedRegex(@"\.(?<name>[A-Za-z][\w-]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ClassName();
}
