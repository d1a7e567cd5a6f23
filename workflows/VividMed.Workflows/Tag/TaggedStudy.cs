using VividMed.Datasets;
using VividMed.Reports;

namespace VividMed.Workflows;

/// <summary>A study with the findings of its report.</summary>
public sealed record TaggedStudy(Study Study, TaggedReport Report);
