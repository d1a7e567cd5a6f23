using VividMed.Imaging.Geometry;
using VividMed.Training.Torch;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>Lets a model write the reports of a few studies, far apart among those that it is measured on; draws nothing at random.</summary>
internal sealed class ExampleWriter(VividMedNetwork network, ConversationBuilder conversations, ReportDecoder decoder, int? threads = null)
{
    /// <summary>Enough to see what it does; to see how well, there are the figures.</summary>
    private const int Most = 4;

    public IReadOnlyList<ModelExample> Write(IReadOnlyList<TrainingStudy> studies, CancellationToken cancellationToken)
    {
        using var quiet = no_grad();
        var examples = new List<ModelExample>();
        foreach (var study in Enumerable.Range(0, Math.Min(Most, studies.Count)).Select(at => studies[at * studies.Count / Math.Min(Most, studies.Count)]))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var section = TorchSection.Enter(threads);
            using var scope = NewDisposeScope();
            var batch = ConversationBatch.From([conversations.ReportConversation(study, grounded: true)]);
            examples.Add(Example(study, decoder.Reports(network.Encoder.call(batch.Images), grounded: true)[0]));
        }

        return examples;
    }

    private static ModelExample Example(TrainingStudy study, DecodedReport report)
    {
        var sample = study.Sample;
        var main = StudyPreparer.MainImage(sample);
        var size = (sample.Images[main].Width, sample.Images[main].Height, sample.Images[main].Depth);
        return new ModelExample(
            sample.Dataset, sample.Id, main, report.Text,
            [.. report.Phrases.Select(one => new ExamplePhrase(one.Phrase.Start, one.Phrase.End, [.. one.Place.Boxes.Select(box => Numbers(ImageBox.Of(box.Box, size)))]))]);
    }

    private static double[] Numbers(Box box) => Array.ConvertAll([box.X0, box.Y0, box.Z0, box.X1, box.Y1, box.Z1], static number => Math.Round(number, 1));
}
