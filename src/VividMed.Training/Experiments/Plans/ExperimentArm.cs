using VividMed.Training.Experiments.Changes;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.Experiments.Plans;

/// <summary>One of the trainings that are compared: a named change of the training data, or of how it is learned from.</summary>
/// <param name="Name">Short, none twice in an experiment.</param>
/// <param name="What">In a sentence, for the report.</param>
internal sealed record ExperimentArm(string Name, string What)
{
    public IReadOnlyList<ITrainingChange> Changes { get; init; } = [];

    /// <summary>How a study is seen each time that it is drawn; null as it is.</summary>
    public Func<TrainingStudy, SeededRandom, TrainingStudy>? Seen { get; init; }

    /// <summary>False: no grounding at all.</summary>
    public bool Grounding { get; init; } = true;

    /// <summary>Phrases are written and nobody is taught where they lie.</summary>
    public bool WordsOnly { get; init; }

    /// <summary>The share of conversations that teach to call a localizer.</summary>
    public double CallShare { get; init; }

    /// <summary>As many steps as it takes to show the network as many words as the first arm sees.</summary>
    public bool MatchTokens { get; init; }

    /// <summary>Whether its heads were taught, so that places are worth measuring.</summary>
    public bool HasPlaces => Grounding && !WordsOnly;

    /// <summary>As part of a file's name.</summary>
    public string Slug => string.Concat(Name.ToLowerInvariant().Select(static letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));

    public IReadOnlyList<TrainingStudy> Apply(IReadOnlyList<TrainingStudy> studies, int seed) =>
        Changes.Index().Aggregate(studies, (now, change) => change.Item.Apply(now, new SeededRandom(seed, change.Index, 0xA2)));
}
