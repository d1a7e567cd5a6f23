using VividMed.Phantoms.Writing;
using VividMed.Reports.Wordings;
using VividMed.Storage.Stores;
using VividMed.Taxonomy;
using VividMed.Training.Experiments.Plans;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.Experiments;

/// <summary>An experiment to run.</summary>
/// <param name="Sources">The dataset versions that are learned from and measured on.</param>
/// <param name="Taxonomy">What names things, and what the tagger reads texts by.</param>
/// <param name="Outputs">Gets a file a training, and whatever a training that was cut short resumes from.</param>
public sealed record ExperimentRequest(
    ExperimentKind Kind, IReadOnlyList<VersionSource> Sources, TargetTaxonomy Taxonomy, IBlobStore Outputs, ExperimentOptions Options)
{
    /// <summary>What the phantoms show, if they are some: then held-out places are measured against it.</summary>
    public PhantomTruth? Truth { get; init; }

    /// <summary>How reports are read, those that are written too.</summary>
    public ReportLanguage Language { get; init; } = ReportLanguage.BuiltIn;
}
