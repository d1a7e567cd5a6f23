using System.Text.Json;
using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Storage.Stores;
using VividMed.Taxonomy;
using VividMed.TestKit;
using VividMed.Training.Tests.VisionLanguage.Evaluators;
using VividMed.Training.VisionLanguage;
using VividMed.Training.VisionLanguage.Checkpoints;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Evaluators;

namespace VividMed.Training.Tests.VisionLanguage.Decoding;

/// <summary>A model that was hardly trained, asked as users ask it: what it says is nothing, how it says it is tested.</summary>
public sealed class VividMedModelTests(VividMedModelTests.HardlyTrained trained) : IClassFixture<VividMedModelTests.HardlyTrained>
{
    private const string Prefix = "models/a";

    private readonly LocalBlobStore _store = trained.Store;

    [Fact]
    public async Task A_report_has_phrases_with_boxes_and_masks_of_the_images_own_size_and_is_the_same_again()
    {
        // Eager to open phrases, so that there are some.
        using var model = await VividMedModel.OpenAsync(_store, Prefix, new DecodingOptions { OpeningCorrection = -100 }, threads: 1);
        var image = ModelImage.Of(new Volume(30, 24, 14, Enumerable.Repeat(-900f, 30 * 24 * 14).ToArray(), Affine.Identity));

        var (report, again) = (model.Report(image), model.Report(image));

        Assert.Equal(report.Text, again.Text);
        Assert.NotEmpty(report.Phrases);
        Assert.All(report.Phrases, phrase =>
        {
            Assert.Equal(phrase.Text, report.Text[phrase.Start..phrase.End]);
            Assert.All(phrase.Boxes, static box => Assert.True(box.Box is { X0: >= 0, Y0: >= 0, Z0: >= 0, X1: <= 30, Y1: <= 24, Z1: <= 14 } && box.Score is > 0.5 and <= 1));
            if (phrase.Mask is { } mask) Assert.Equal((30, 24, 14), (mask.Width, mask.Height, mask.Depth));
        });
        Assert.Empty(model.Report(image, grounded: false).Phrases);
    }

    [Fact]
    public async Task A_question_has_the_same_answer_again_and_names_get_a_share()
    {
        using var model = await VividMedModel.OpenAsync(_store, Prefix, threads: 1);
        var image = ModelImage.Of(new GrayImage(50, 40, new byte[50 * 40]));

        Assert.Equal(model.Answer(image, "Which side is the opacity on?"), model.Answer(image, "Which side is the opacity on?"));
        var seen = model.Ask(image, ["left opacity", "effusion"]);
        Assert.Equal(["left opacity", "effusion"], seen.Select(static name => name.Name));
        Assert.All(seen, static name => Assert.InRange(name.Share, 0, 1));
    }

    [Fact]
    public async Task What_the_heads_have_learned_they_find_and_what_they_have_not_an_external_localizer()
    {
        using var model = await VividMedModel.OpenAsync(_store, Prefix, threads: 1);
        var image = ModelImage.Of(new GrayImage(50, 40, new byte[50 * 40]));
        var asked = new List<LocalizerCall>();
        var localizer = new ExternalLocalizer(
            (call, _) =>
            {
                asked.Add(call);
                return new LocalizerAnswer("outside 2", [new ScoredBox(Box.Flat(1, 2, 30, 20), 0.8)]);
            },
            TimeSpan.FromMinutes(5));

        var own = await model.LocateAsync(image, "left opacity", localizer, TestContext.Current.CancellationToken);
        Assert.Empty(asked);
        Assert.Null(own.Localizer);
        Assert.NotEqual(LocatedBy.Localizer, own.By);
        var other = await model.LocateAsync(image, "right rib fracture", localizer, TestContext.Current.CancellationToken);
        Assert.Equal([new LocalizerCall("rib fracture", Side.Right)], asked);
        Assert.Equal((LocatedBy.Localizer, "outside 2", "yes", 0.8), (other.By, other.Localizer, other.Answer, other.Boxes.Single().Score));
    }

    [Fact]
    public async Task Where_nobody_knows_there_is_a_reason_and_no_box()
    {
        using var model = await VividMedModel.OpenAsync(_store, Prefix, threads: 1);
        var image = ModelImage.Of(new GrayImage(50, 40, new byte[50 * 40]));
        var broken = new ExternalLocalizer(static (_, _) => throw new TrainingException("out-of-film", "The film is out."), TimeSpan.FromMinutes(5));

        var failed = await model.LocateAsync(image, "rib fracture", broken, TestContext.Current.CancellationToken);
        Assert.Equal((LocatedBy.Nobody, LocalizerFailure.Broke, "not located: broke off"), (failed.By, failed.Failure, failed.Answer));
        Assert.Empty(failed.Boxes);
        Assert.Null(failed.Mask);
        Assert.True(model.Locates(Modality.Cxr, "opacity") && !model.Locates(Modality.Ct, "opacity"));
    }

    [Fact]
    public async Task A_folder_without_a_model_is_told() =>
        Assert.Equal("model-missing", (await Assert.ThrowsAsync<TrainingException>(() => VividMedModel.OpenAsync(_store, "models/none"))).Code);

    [Fact]
    public async Task An_evaluation_leaves_examples_of_what_the_model_writes_and_twice_the_same()
    {
        await new ModelEvaluator().EvaluateAsync(_store, TinyDataset.Version, _store, Prefix, cancellationToken: TestContext.Current.CancellationToken);
        var first = await _store.ReadAllAsync($"{Prefix}/examples.json", cancellationToken: TestContext.Current.CancellationToken);
        var examples = await ModelExamples.ReadAsync(_store, "a", TestContext.Current.CancellationToken);
        await new ModelEvaluator().EvaluateAsync(_store, TinyDataset.Version, _store, Prefix, cancellationToken: TestContext.Current.CancellationToken);

        Assert.InRange(examples.Count, 1, 4);
        Assert.Equal(examples.Count, examples.Select(static example => example.Sample).Distinct().Count());
        Assert.All(examples, static example => Assert.All(example.Phrases, phrase => Assert.InRange(phrase.End, phrase.Start + 1, example.Text.Length)));
        Assert.Equal(first, await _store.ReadAllAsync($"{Prefix}/examples.json", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Empty(await ModelExamples.ReadAsync(_store, "nobody", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_calibrated_model_is_measured_on_other_patients_and_chooses_among_its_reports()
    {
        using var folder = new TemporaryFolder();
        var store = new LocalBlobStore(folder.Root);
        await foreach (var name in _store.ListAsync("", TestContext.Current.CancellationToken))
        {
            await store.WriteAsync(name, (await _store.ReadAllAsync(name, cancellationToken: TestContext.Current.CancellationToken))!, cancellationToken: TestContext.Current.CancellationToken);
        }

        var options = new ModelEvaluationOptions { Resamples = 0, Threads = 1 };
        IReadOnlyList<VersionSource> sources = [new VersionSource(store, TinyDataset.Version)];
        var scale = await new ModelEvaluator().CalibrateAsync(sources, store, Prefix, Scene.Taxonomy, options, TestContext.Current.CancellationToken);
        var evaluation = await new ModelEvaluator().EvaluateFullyAsync(sources, store, Prefix, Scene.Taxonomy, options, TestContext.Current.CancellationToken);

        Assert.Equal(scale.ToJson(), await store.ReadAllAsync($"{Prefix}/{PresenceScale.FileName}", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(evaluation.Summary.Split, scale.Split);
        Assert.Contains(evaluation.Tables.Single(static table => table.Id == "reports").Rows, static row => row.Arm == "model, grounded, written at once");
        using var model = await VividMedModel.OpenAsync(store, Prefix, threads: 1);
        var read = new List<string>();
        var report = model.Report(ModelImage.Of(new GrayImage(50, 40, new byte[50 * 40])), read: (text, _) =>
        {
            read.Add(text);
            return TextClaims.None;
        });
        // Of reports that state nothing the first is kept: what it was taught to write.
        Assert.Equal(6, read.Count);
        Assert.Equal(read[0], report.Text);
    }

    [Fact]
    public async Task Thresholds_are_not_learned_on_training_patients()
    {
        var options = new ModelEvaluationOptions { Split = "train" };

        Assert.Equal(
            "no-held-out",
            (await Assert.ThrowsAsync<TrainingException>(() => new ModelEvaluator().CalibrateAsync([new VersionSource(_store, TinyDataset.Version)], _store, Prefix, Scene.Taxonomy, options))).Code);
    }

    [Fact]
    public async Task The_full_evaluation_writes_tables_beside_what_was_always_there_and_twice_the_same()
    {
        var options = new ModelEvaluationOptions { Resamples = 10, Threads = 1 };
        var evaluation = await new ModelEvaluator().EvaluateFullyAsync([new VersionSource(_store, TinyDataset.Version)], _store, Prefix, Scene.Taxonomy, options);
        var first = (await _store.ReadAllAsync($"{Prefix}/evaluation.json"))!;
        await new ModelEvaluator().EvaluateFullyAsync([new VersionSource(_store, TinyDataset.Version)], _store, Prefix, Scene.Taxonomy, options);

        Assert.Equal(first, await _store.ReadAllAsync($"{Prefix}/evaluation.json"));
        Assert.Equal(["places", "detection", "presence", "rephrasing", "answers", "reports"], evaluation.Tables.Select(static table => table.Id));
        Assert.All(evaluation.Tables, static table => Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Figures.Count)));
        Assert.Equal(["CXR", "CT"], evaluation.Tables[0].Rows.Select(static row => row.Modality).Distinct());
        using var json = JsonDocument.Parse(first);
        Assert.Equal(evaluation.Summary.BoxMeanIoU!.Value, json.RootElement.GetProperty("boxMeanIoU").GetDouble(), 12);
        Assert.Equal(2, json.RootElement.GetProperty("schema").GetInt32());
        Assert.Equal(evaluation.Summary, JsonSerializer.Deserialize<EvaluationReport>(first, JsonSerializerOptions.Web));
    }

    /// <summary>Trained once for all tests.</summary>
    public sealed class HardlyTrained : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();

        public HardlyTrained() => Store = new LocalBlobStore(_folder.Root);

        public LocalBlobStore Store { get; }

        public async ValueTask InitializeAsync()
        {
            await TinyDataset.WriteAsync(Store, radiographs: 6, volumes: 4, heldOut: 4);
            var options = new TrainingOptions { Stages = [3], StepsPerStage = 6, Batch = 3, Network = TinyDataset.Network, EvaluationStudies = 2, Threads = 1 };
            await new VividMedTrainer().TrainAsync(Store, TinyDataset.Version, options, Store, Prefix);
        }

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
