using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.Experiments.Changes;

/// <summary>What an arm does to the training studies before anything is learned from them.</summary>
internal interface ITrainingChange
{
    /// <summary>Other studies in place of those given, which stay as they are. The same numbers are drawn for the same generator.</summary>
    IReadOnlyList<TrainingStudy> Apply(IReadOnlyList<TrainingStudy> studies, SeededRandom random);
}
