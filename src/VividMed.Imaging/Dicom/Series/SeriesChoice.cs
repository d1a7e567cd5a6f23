namespace VividMed.Imaging.Dicom.Series;

/// <summary>
/// Which objects of a folder are its CT: the series that is asked for, else the only one that is left without localizers, secondary
/// captures, other modalities and what is no image. Which of several a study means nobody but its owner knows.
/// </summary>
internal sealed record SeriesChoice(IReadOnlyList<SliceHeader> Slices, IReadOnlyList<SetAside> LeftOut)
{
    private const string OtherSeries = "other-series";

    /// <param name="objects">In the caller's order.</param>
    /// <param name="slicesOf">Reads where the slices of an object lie.</param>
    /// <param name="wanted">A Series Instance UID or series number; null for the only series there is.</param>
    /// <exception cref="ImageFormatException">
    /// <c>no-ct-series</c>, <c>not-ct</c>, <c>several-series</c>, <c>mixed-series</c> or <c>unknown-series</c>.
    /// </exception>
    public static SeriesChoice Of(
        IReadOnlyList<SeriesObject> objects, Func<SeriesObject, IReadOnlyList<SliceHeader>> slicesOf, string? wanted)
    {
        var groups = objects.Where(static one => one.LeftOut is null).GroupBy(static one => one.Series, StringComparer.Ordinal).ToList();
        if (groups.Count == 0) throw Nothing(objects);
        var chosen = wanted is null ? Only(groups, slicesOf) : Named(groups, wanted);
        CheckModality(objects, chosen);
        var leftOut = objects.Where(one => one.LeftOut is not null || one.Series != chosen.Key)
            .Select(static one => new SetAside(one.Index, one.LeftOut ?? OtherSeries));
        return new([.. chosen.SelectMany(slicesOf)], [.. leftOut]);
    }

    private static IGrouping<string, SeriesObject> Only(
        List<IGrouping<string, SeriesObject>> groups, Func<SeriesObject, IReadOnlyList<SliceHeader>> slicesOf)
    {
        if (groups.Count == 1) return groups[0];
        if (MakeOneStack(groups, slicesOf))
        {
            throw new ImageFormatException(
                "mixed-series",
                $"the slices make one volume but name {groups.Count} series (Series Instance UIDs): a tool that removes names has given each its own; give them one again");
        }

        var names = groups.Select(static group => (Number: group.First().Number, Count: group.Count()))
            .Select(static group => group.Number.Length > 0 ? $"number {Shown(group.Number)} of {group.Count} files" : $"one of {group.Count} files")
            .Order(StringComparer.Ordinal).Take(10);
        throw new ImageFormatException(
            "several-series",
            $"the folder holds {groups.Count} CT series ({string.Join(", ", names)}): name the one that the report is about in a column series of images.csv, or give it a folder of its own");
    }

    private static IGrouping<string, SeriesObject> Named(List<IGrouping<string, SeriesObject>> groups, string wanted)
    {
        var fitting = groups.FindAll(group => group.Key == wanted || group.Any(one => one.Number == wanted));
        return fitting switch
        {
            [var one] => one,
            [] => throw new ImageFormatException(
                "unknown-series",
                $"none of the folder's {groups.Count} CT series has the UID or number that images.csv asks for: 'vividmed image info' shows them"),
            _ => throw new ImageFormatException(
                "several-series", $"{fitting.Count} CT series of the folder have the number that images.csv asks for: give the Series Instance UID"),
        };
    }

    private static bool MakeOneStack(List<IGrouping<string, SeriesObject>> groups, Func<SeriesObject, IReadOnlyList<SliceHeader>> slicesOf)
    {
        try
        {
            SliceStack.Order([.. groups.SelectMany(static group => group).SelectMany(slicesOf).Select(static slice => slice with { Series = "" })]);
            return true;
        }
        catch (ImageFormatException)
        {
            return false;
        }
    }

    /// <summary>A series is of one modality: left out one by one, its other objects would look like missing slices.</summary>
    private static void CheckModality(IReadOnlyList<SeriesObject> objects, IGrouping<string, SeriesObject> chosen)
    {
        var others = objects.Where(one => one.LeftOut == SeriesObject.OtherModality && one.Series == chosen.Key && chosen.Key.Length > 0).ToList();
        if (others.Count > 0) throw new ImageFormatException("not-ct", $"{others.Count} objects of the CT series say that they are {Name(others[0])}");
    }

    private static ImageFormatException Nothing(IReadOnlyList<SeriesObject> objects)
    {
        var other = objects.FirstOrDefault(static one => one.LeftOut == SeriesObject.OtherModality);
        var counts = objects.CountBy(static one => one.LeftOut!, StringComparer.Ordinal).OrderBy(static reason => reason.Key, StringComparer.Ordinal)
            .Select(static reason => $"{reason.Key}: {reason.Value}");
        return other is not null
            ? new("not-ct", $"there is no CT series ({string.Join(", ", counts)}): the images say that they are {Name(other)}")
            : new("no-ct-series", objects.Count == 0 ? "the folder holds no DICOM file" : $"there is no CT series ({string.Join(", ", counts)})");
    }

    private static string Name(SeriesObject one) => one.Modality is { Length: > 0 } modality and not "CT" ? $"of modality {Shown(modality)}" : "no CT images";

    /// <summary>An attribute may hold anything; no more of it is quoted than a code or a number has.</summary>
    private static string Shown(string value) => value.Length <= 16 && value.All(static c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '_') ? value : "unreadable";
}

/// <summary>An object that takes no part in a volume.</summary>
/// <param name="Index">Its place in the caller's list.</param>
/// <param name="Reason">
/// <c>localizer</c>, <c>secondary-capture</c>, <c>segmentation</c>, <c>other-modality</c>, <c>not-an-image</c> or <c>other-series</c>.
/// </param>
public sealed record SetAside(int Index, string Reason);
