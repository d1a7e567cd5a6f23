using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Cli.Output;

/// <summary>What a model reaches on held-out studies before and after a training, as rows of a table.</summary>
internal static class HeldOutFigures
{
    public static IEnumerable<IReadOnlyList<string>> Rows(EvaluationReport before, EvaluationReport after) =>
    [
        [$"on {after.Studies} studies of split {after.Split}", "", ""],
        ["  word cross-entropy (nats)", $"{before.WordCrossEntropy:F3}", $"{after.WordCrossEntropy:F3}"],
        ["  answers right", $"{before.AnswerAccuracy:P1}", $"{after.AnswerAccuracy:P1}"],
        ["  box mean IoU", $"{before.BoxMeanIoU:F3}", $"{after.BoxMeanIoU:F3}"],
        ["  regions found at IoU 0.5", $"{before.BoxRecall50:P1}", $"{after.BoxRecall50:P1}"],
        ["  mask Dice", $"{before.MaskDice:F3}", $"{after.MaskDice:F3}"],
        ["  nothing found of what is not there", $"{before.NullAccuracy:P1}", $"{after.NullAccuracy:P1}"],
    ];
}
