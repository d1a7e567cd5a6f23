using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Evaluators;

namespace VividMed.Training.Experiments.Changes;

/// <summary>The regions of studies by what their phrases call them.</summary>
internal static class StudyRegions
{
    /// <summary>Each region of a study that a phrase states, by its index, with the target and the side of the first such phrase.</summary>
    public static IEnumerable<NamedRegion> Of(TrainingStudy study) =>
        from one in study.Sample.Phrases.Where(StudyQuestions.IsAsserted)
            .SelectMany(static phrase => phrase.Regions.Select(region => new NamedRegion(region, phrase.Target, phrase.Side)))
            .DistinctBy(static one => one.Index)
        where study.Regions.ContainsKey(one.Index)
        orderby one.Index
        select one;

    /// <summary>The study with other regions in place of some.</summary>
    public static TrainingStudy With(this TrainingStudy study, IEnumerable<KeyValuePair<int, RegionTarget>> others)
    {
        var regions = new Dictionary<int, RegionTarget>(study.Regions);
        foreach (var (index, region) in others) regions[index] = region;
        return study with { Regions = regions };
    }

    /// <summary>The study without some regions: nobody knows where their phrases lie.</summary>
    public static TrainingStudy Without(this TrainingStudy study, IReadOnlySet<int> indices) =>
        study with { Regions = study.Regions.Where(region => !indices.Contains(region.Key)).ToDictionary() };
}

/// <summary>A region of a study, by its index in the sample.</summary>
internal readonly record struct NamedRegion(int Index, string Target, Side Side);
