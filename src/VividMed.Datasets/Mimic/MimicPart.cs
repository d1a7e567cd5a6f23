namespace VividMed.Datasets;

/// <summary>Studies that lie together and are looked for with one listing.</summary>
internal sealed record MimicPart(IReadOnlyList<string> Prefixes, IReadOnlyList<MimicStudy> Studies)
{
    /// <summary>Above so many wanted studies whole parts of the tree are listed (files/p10/ ...), below each study's own folder.</summary>
    private const int Few = 500;

    /// <summary>Cuts studies, ordered by patient, where their place changes.</summary>
    public static IEnumerable<MimicPart> Cut(IReadOnlyList<MimicStudy> studies)
    {
        for (var start = 0; start < studies.Count;)
        {
            var place = PlaceOf(studies[start], studies.Count);
            var end = start + 1;
            while (end < studies.Count && PlaceOf(studies[end], studies.Count) == place) end++;
            yield return new MimicPart([place, MimicReports.Folder + place], [.. studies.Skip(start).Take(end - start)]);
            start = end;
        }
    }

    private static string PlaceOf(MimicStudy study, int studies)
    {
        if (studies <= Few) return study.Folder;
        return study.Folder[..(study.Folder.IndexOf('/', "files/".Length) + 1)];
    }
}
