using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>Measures a network in training on held-out studies, which are read when the first measurement is due: a training that goes on does not wait for them.</summary>
internal sealed class HeldOutMeasure(VividMedNetwork network, ConversationBuilder conversations, IReadOnlyList<LoadedVersion> versions, TrainingOptions options)
{
    private HeldOut? _heldOut;

    public async Task<EvaluationReport> MeasureAsync(CancellationToken cancellationToken)
    {
        var heldOut = _heldOut ??= await HeldOut.LoadAsync(
            new StudyLoader(new StudyPreparer(options.Network)), versions, options.EvaluationStudies, split: null, cancellationToken);
        return new NetworkEvaluator(network, conversations, options.Batch, options.Threads)
            .Evaluate(heldOut.Studies, cancellationToken)
            .Report(heldOut.Split, heldOut.Studies.Count, heldOut.Note);
    }
}
