using VividMed.Reports.Wordings;
using VividMed.Taxonomy;

namespace VividMed.Reports;

/// <summary>A tagger for each modality's vocabulary, made when the first report of it is read.</summary>
public sealed class ReportTaggers(TargetTaxonomy taxonomy, ReportLanguage language)
{
    private readonly Lazy<ReportTagger> _chest = new(() => new ReportTagger(taxonomy.For(Modality.Ct), language));
    private readonly Lazy<ReportTagger> _head = new(() => new ReportTagger(taxonomy.For(Modality.Mr), language));

    /// <summary>What reads reports of a modality.</summary>
    public ReportTagger For(Modality modality) => (modality == Modality.Mr ? _head : _chest).Value;
}
