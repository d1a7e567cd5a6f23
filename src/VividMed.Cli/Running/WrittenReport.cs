using System.Globalization;
using System.Text;
using VividMed.Cli.Images;
using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Imaging.Overlays;
using VividMed.Reports;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Decoding;

namespace VividMed.Cli.Running;

/// <summary>
/// A report that a model wrote, as it is handed over: text, picture and record. The house's tagger says what each phrase speaks of.
/// </summary>
internal sealed record WrittenReport(string Model, string Image, Modality Modality, string Text, bool IsWhole, IReadOnlyList<WrittenPhrase> Phrases)
{
    public const string Notice = "Written by a model, for research. Not a diagnosis.";

    public static WrittenReport Of(string model, ReadImage image, GeneratedReport report, ReportTagger tagger)
    {
        var findings = string.IsNullOrWhiteSpace(report.Text) ? [] : tagger.Tag(report.Text, ReportStyles.For(image.Modality)).Findings;
        return new WrittenReport(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(model))), image.Path, image.Modality, report.Text, report.IsWhole,
            [.. report.Phrases.Select(phrase => new WrittenPhrase(phrase, findings.FirstOrDefault(finding => finding.Start < phrase.End && finding.End > phrase.Start)))]);
    }

    /// <summary>The text with a number behind each phrase, and below it where each lies.</summary>
    public string ToText()
    {
        var text = new StringBuilder(Text);
        foreach (var (number, phrase) in Phrases.Index().Reverse()) text.Insert(phrase.Phrase.End, $"]({number + 1})").Insert(phrase.Phrase.Start, '[');
        text.Append("\n\n");
        foreach (var (number, phrase) in Phrases.Index()) text.Append(CultureInfo.InvariantCulture, $"{number + 1}  {phrase.Phrase.Text}: {phrase.Place(Modality == Modality.Cxr)}\n");
        if (!IsWhole) text.Append("The text was cut at the longest that the model writes.\n");
        return text.Append(Notice).Append('\n').ToString();
    }

    /// <summary>The image with each phrase's place in the color that it has in the text beside it.</summary>
    public RgbImage Paint(ReadImage image)
    {
        var regions = Phrases.SelectMany(static (phrase, index) => phrase.Regions(OverlayColor.Of(index))).ToList();
        var text = new OverlayText(
            $"Written by {Model}: not a diagnosis", Phrases.Any(static phrase => phrase.Source.IsForeign) ? $"{Text}\n\n{string.Join('\n', Phrases.Select(static phrase => $"{phrase.Phrase.Text}: {phrase.Source.Words}"))}" : Text,
            [.. Phrases.Select(static (phrase, index) => new OverlayHighlight(phrase.Phrase.Start, phrase.Phrase.End, OverlayColor.Of(index)))]);
        return image.Radiograph is { } picture
            ? OverlayPainter.PaintRadiograph(picture, regions, text)
            : OverlayPainter.PaintVolume(image.Volume!, regions, text, Modality == Modality.Mr ? OverlayWindow.Fit(image.Volume!.Voxels) : null, cell: 480);
    }

    /// <summary>For machines: offsets are UTF-16 code units, boxes voxels of the image, masks COCO-style run lengths.</summary>
    public ReportRecord ToRecord(double openingCorrection) => new(
        1, Model, Image, Modality.Code(), Text, IsWhole, openingCorrection, Notice, [.. Phrases.Select(phrase => phrase.ToRecord(Modality == Modality.Cxr))]);
}

/// <summary>A phrase and what the tagger finds in it; null where it finds nothing.</summary>
internal sealed record WrittenPhrase(GeneratedPhrase Phrase, Finding? Finding)
{
    /// <summary>Who says where it lies.</summary>
    public PhraseSource Source { get; init; } = PhraseSource.OfHeads(Phrase.Boxes.Count > 0);

    /// <summary>Where it lies, in a few words.</summary>
    public string Place(bool isFlat) => Phrase.Boxes.Count == 0
        ? Source.IsForeign ? Source.Words : "no place found"
        : (Source.IsForeign ? $"{Source.Words}: " : "") + string.Join("; ", Phrase.Boxes.Select(box => string.Create(CultureInfo.InvariantCulture, $"box {string.Join(' ', Numbers(box.Box, isFlat).Select(static number => Math.Round(number)))}, score {box.Score:F2}")));

    /// <summary>Masks of structures and in volumes; findings of a radiograph have boxes, which is what it learned of them.</summary>
    public IEnumerable<OverlayRegion> Regions(OverlayColor color)
    {
        var showsMask = Phrase.Mask is { Depth: > 1 } || (Phrase.Mask is not null && Finding?.Kind == FindingKind.Anatomy);
        return showsMask
            ? [new OverlayRegion(Phrase.Text, color, Mask: Phrase.Mask)]
            : Phrase.Boxes.Select(box => new OverlayRegion(Phrase.Text, color, box.Box));
    }

    public PhraseRecord ToRecord(bool isFlat) => new(
        Phrase.Start, Phrase.End, Phrase.Text, Finding?.Target, Finding?.Kind, Finding?.Side, Records(Phrase.Boxes, isFlat),
        Phrase.Mask is { } mask ? RunLengthMask.Encode(mask) : null, Source.ToRecord());

    public static IReadOnlyList<BoxRecord> Records(IEnumerable<ScoredBox> boxes, bool isFlat) => [.. boxes.Select(box => new BoxRecord(Numbers(box.Box, isFlat), box.Score))];

    public static double[] Numbers(Box box, bool isFlat) => Array.ConvertAll(
        isFlat ? [box.X0, box.Y0, box.X1, box.Y1] : new[] { box.X0, box.Y0, box.Z0, box.X1, box.Y1, box.Z1 }, static number => Math.Round(number, 2));
}
