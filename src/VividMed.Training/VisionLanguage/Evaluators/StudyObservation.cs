using VividMed.Grounding;
using VividMed.Imaging.Masks;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Decoding;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>All that a model said of one study: what the tables are counted from.</summary>
/// <param name="Given">The report's grounded phrases, given to the network, with the places that it found for them.</param>
/// <param name="Answers">To the sample's questions, in their order.</param>
/// <param name="Asked">By name: what it said of each name that it was asked.</param>
/// <param name="Grounded">The report that it wrote with phrases.</param>
/// <param name="Plain">The report that it wrote without.</param>
/// <param name="AtOnce">The grounded report of a model that chooses among several, written as it was taught.</param>
/// <param name="DecodedAnswers">Of a calibrated model what it answers before its yes and no are held against its evidence.</param>
internal sealed record StudyObservation(
    TrainingStudy Study,
    IReadOnlyList<GivenPhrase> Given,
    IReadOnlyList<string> Answers,
    IReadOnlyDictionary<string, ProbedName> Asked,
    DecodedReport Grounded,
    DecodedReport Plain,
    DecodedReport? AtOnce = null,
    IReadOnlyList<string>? DecodedAnswers = null);

/// <summary>A phrase of a report, its true regions, and what was found for it.</summary>
/// <param name="Phrase">Of the sample.</param>
/// <param name="Boxes">The sure ones, or the best one.</param>
/// <param name="Filled">On the grid of masks.</param>
internal sealed record GivenPhrase(Phrase Phrase, IReadOnlyList<RegionTarget> Regions, IReadOnlyList<PlacedBox> Boxes, Mask Filled);
