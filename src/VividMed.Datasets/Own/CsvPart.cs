namespace VividMed.Datasets;

/// <summary>Studies that are looked for with one listing of the folders that their rows name.</summary>
internal sealed record CsvPart(IReadOnlyList<string> Prefixes, IReadOnlyList<CsvStudy> Studies)
{
    /// <summary>Above so many studies whole top folders are listed at once; below, each path is asked for.</summary>
    private const int Few = 1000;

    /// <summary>One part: paths of one's own data follow no order that studies could be cut by.</summary>
    public static IEnumerable<CsvPart> Cut(IReadOnlyList<CsvStudy> studies, CsvReports reports)
    {
        if (studies.Count == 0) yield break;
        string[] prefixes = studies.Count <= Few ? [] :
        [
            .. studies.SelectMany(static study => study.Images).Select(static image => image.Path).Concat(reports.Files).Select(static path => path[..(path.IndexOf('/', StringComparison.Ordinal) + 1)])
                .Where(static prefix => prefix.Length > 0).Distinct(StringComparer.Ordinal),
        ];
        yield return new CsvPart(prefixes, studies);
    }
}
