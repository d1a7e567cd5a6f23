namespace VividMed.Grounding;

/// <summary>The figures of one target, or of all together.</summary>
public sealed record TargetFigures(string Target, int Studies, GroundingTally Counts, IReadOnlyList<MeasuredFigure> Figures)
{
    public MeasuredFigure this[string name] => Figures.First(figure => figure.Name == name);
}
