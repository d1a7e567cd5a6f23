namespace VividMed.Datasets;

/// <summary>The truth of one study: the mentions of its report and the regions of its images.</summary>
public sealed record PhantomTruthStudy(
    string Dataset,
    string Study,
    string Patient,
    string Split,
    IReadOnlyList<PhantomPhrase> Phrases,
    IReadOnlyList<PhantomTruthImage> Images);
