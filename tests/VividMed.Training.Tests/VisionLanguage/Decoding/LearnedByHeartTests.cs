using VividMed.Storage.Stores;
using VividMed.TestKit;
using VividMed.Training.Tests.VisionLanguage.Text;
using VividMed.Training.Torch;
using VividMed.Training.VisionLanguage.Checkpoints;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Losses;
using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;
using static TorchSharp.torch;

namespace VividMed.Training.Tests.VisionLanguage.Decoding;

/// <summary>A network that has learned one grounded report by heart writes it again, and points where it was taught to.</summary>
public sealed class LearnedByHeartTests
{
    private const int Steps = 500;

    [Fact]
    public async Task The_report_is_written_again_with_its_phrase_in_its_place()
    {
        var study = await StudyAsync();
        var vocabulary = Vocabularies.Of(320, [study.Sample.Report.Text, ConversationBuilder.ReportPrompt]);
        var size = TinyDataset.Network;
        var conversation = new ConversationBuilder(new ModelLanguage(vocabulary, Evaluators.Scene.Targets, new Dictionary<string, IReadOnlyList<string>>()), size.MaxTokens).ReportConversation(study, grounded: true);
        using var network = VividMedNetwork.Create(vocabulary.Count, size, seed: 1);
        using var optimizer = new AdamW(network);
        using var section = TorchSection.Enter(1);
        for (var step = 1; step <= Steps; step++)
        {
            using var own = NewDisposeScope();
            network.zero_grad(set_to_none: true);
            TrainingLoss.Of(network, ConversationBatch.From([conversation]), grounding: true).Total().backward();
            optimizer.Step(step, learningRate: 2e-3);
        }

        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var image = network.Encoder.call(PreparedImage.ToTensor([study.Image], study.Grid));
        var report = new ReportDecoder(network, vocabulary, size.MaxTokens, new DecodingOptions()).Reports(image, grounded: true).Single();

        Assert.Equal(study.Sample.Report.Text, report.Text);
        var (phrase, place) = Assert.Single(report.Phrases);
        Assert.Equal(study.Sample.Phrases[0].Text, report.Text[phrase.Start..phrase.End]);
        var found = place.BoxesOrBest()[0].Box;
        Assert.True(BoxMath.IoU(found, study.Regions[0].Box) > 0.5, $"found {string.Join(' ', found)} of {string.Join(' ', study.Regions[0].Box)}");
    }

    private static async Task<TrainingStudy> StudyAsync()
    {
        using var folder = new TemporaryFolder();
        var store = new LocalBlobStore(folder.Root);
        await TinyDataset.WriteAsync(store, radiographs: 1, volumes: 0, heldOut: 0);
        var versions = await LoadedVersion.LoadAsync([new VersionSource(store, TinyDataset.Version)], TestContext.Current.CancellationToken);
        return (await new StudyLoader(new StudyPreparer(TinyDataset.Network)).LoadAsync(versions, "train", 1, TestContext.Current.CancellationToken)).Single();
    }
}
